# Receives what is in a queue: URL, key id, key, queue.
import json
import sys

import boto3

url, key_id, key, queue = sys.argv[1:]
sqs = boto3.client(
    "sqs",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id=key_id,
    aws_secret_access_key=key,
)
received = sqs.receive_message(
    QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"],
    MessageAttributeNames=["All"],
    AttributeNames=["All"],
)
print(json.dumps(received.get("Messages", [])))
