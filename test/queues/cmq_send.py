# Sends a text to a queue and to a topic: URL, SecretId, SecretKey, text.
import sys

from cmq.account import Account
from cmq.queue import Message
from cmq.topic import Message as TopicMessage

url, secret_id, secret_key, text = sys.argv[1:]
account = Account(url, secret_id, secret_key)
account.get_queue("q").send_message(Message(text))
topic_message = TopicMessage()
topic_message.msgBody = text
account.get_topic("t").publish_message(topic_message)
