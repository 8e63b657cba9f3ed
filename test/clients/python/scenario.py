"""The scenario through tencentcloud-sdk-python-mps: one JSON line for each request form."""
import json
import os
import time

from tencentcloud.common import credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.mps.v20190612 import models, mps_client

FORMS = [(sign, method, False) for sign in ("TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256") for method in ("POST", "GET")]
FORMS.append(("TC3-HMAC-SHA256", "POST", True))


def new_client(secret_id, secret_key, sign, method, unsigned):
    cred = credential.Credential(secret_id, secret_key)
    http = HttpProfile(protocol="http", endpoint=os.environ["EDGE_ENDPOINT"], reqMethod=method)
    profile = ClientProfile(signMethod=sign, httpProfile=http, language="en-US")
    profile.unsignedPayload = unsigned
    return mps_client.MpsClient(cred, "ap-guangzhou", profile)


def describe(client, task_id):
    request = models.DescribeTaskDetailRequest()
    request.TaskId = task_id
    return client.DescribeTaskDetail(request)


def refusal(client):
    try:
        describe(client, os.environ["UNKNOWN_TASK"])
    except TencentCloudSDKException as error:
        return {"code": error.get_code(), "message": error.get_message(), "requestId": error.get_request_id()}
    return None


def run_task(client):
    cos = models.CosInputInfo()
    cos.Bucket, cos.Region, cos.Object = os.environ["BUCKET"], "ap-guangzhou", os.environ["OBJECT"]
    transcode = models.TranscodeTaskInput()
    transcode.Definition = 1010
    request = models.ProcessMediaRequest()
    request.InputInfo = models.MediaInputInfo()
    request.InputInfo.Type, request.InputInfo.CosInputInfo = "COS", cos
    request.MediaProcessTask = models.MediaProcessTaskInput()
    request.MediaProcessTask.TranscodeTaskSet = [transcode]
    task_id = client.ProcessMedia(request).TaskId
    while True:
        detail = describe(client, task_id)
        if detail.Status == "FINISH":
            task = detail.WorkflowTask.MediaProcessResultSet[0].TranscodeTask
            return {"status": task.Status, "definition": task.Output.Definition, "path": task.Output.Path}
        time.sleep(0.3)


for sign, method, unsigned in FORMS:
    client = new_client(os.environ["SECRET_ID"], os.environ["SECRET_KEY"], sign, method, unsigned)
    throttled = new_client(os.environ["THROTTLED_ID"], os.environ["THROTTLED_KEY"], sign, method, unsigned)
    print(json.dumps({
        "form": sign + " " + method + (" unsigned payload" if unsigned else ""),
        "task": run_task(client),
        "refused": refusal(client),
        "throttled": refusal(throttled),
    }), flush=True)
