# Makes two queues and a user who may use them; prints the user's key.
import json
import sys

import boto3

anyone = dict(
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="any",
    aws_secret_access_key="any",
)
sqs = boto3.client("sqs", **anyone)
sqs.create_queue(QueueName="q")
sqs.create_queue(QueueName="q.fifo", Attributes={"FifoQueue": "true"})
iam = boto3.client("iam", **anyone)
iam.create_user(UserName="edge")
policy = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}],
}
iam.put_user_policy(UserName="edge", PolicyName="sqs", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="edge")["AccessKey"]
print(json.dumps({"id": key["AccessKeyId"], "key": key["SecretAccessKey"]}))
