<?php
// The scenario through tencentcloud/mps: one JSON line for each request form. Under signature v1 this SDK sends
// nested parameters in brackets and signs the word "Array" for them, so that form is left to requests without nesting.
require "vendor/autoload.php";

use TencentCloud\Common\Credential;
use TencentCloud\Common\Exception\TencentCloudSDKException;
use TencentCloud\Common\Profile\ClientProfile;
use TencentCloud\Common\Profile\HttpProfile;
use TencentCloud\Mps\V20190612\Models\DescribeTaskDetailRequest;
use TencentCloud\Mps\V20190612\Models\ProcessMediaRequest;
use TencentCloud\Mps\V20190612\MpsClient;

function newClient(string $account, string $method, bool $unsigned): MpsClient
{
    $http = new HttpProfile();
    $http->setProtocol("http://");
    $http->setEndpoint(getenv("EDGE_ENDPOINT"));
    $http->setReqMethod($method);
    $profile = new ClientProfile();
    $profile->setHttpProfile($http);
    $profile->setSignMethod("TC3-HMAC-SHA256");
    $profile->setUnsignedPayload($unsigned);
    $profile->setLanguage("en-US");
    $credential = new Credential(getenv("{$account}_ID"), getenv("{$account}_KEY"));
    return new MpsClient($credential, "ap-guangzhou", $profile);
}

function describe(MpsClient $client, string $taskId)
{
    $request = new DescribeTaskDetailRequest();
    $request->TaskId = $taskId;
    return $client->DescribeTaskDetail($request);
}

function refusal(MpsClient $client): ?array
{
    try {
        describe($client, getenv("UNKNOWN_TASK"));
        return null;
    } catch (TencentCloudSDKException $error) {
        return [
            "code" => $error->getErrorCode(),
            "message" => $error->getMessage(),
            "requestId" => $error->getRequestId(),
        ];
    }
}

function runTask(MpsClient $client): array
{
    $request = new ProcessMediaRequest();
    $request->fromJsonString(json_encode([
        "InputInfo" => [
            "Type" => "COS",
            "CosInputInfo" => [
                "Bucket" => getenv("BUCKET"),
                "Region" => "ap-guangzhou",
                "Object" => getenv("OBJECT"),
            ],
        ],
        "MediaProcessTask" => ["TranscodeTaskSet" => [["Definition" => 1010]]],
    ]));
    $taskId = $client->ProcessMedia($request)->TaskId;
    while (true) {
        $detail = describe($client, $taskId);
        if ($detail->Status === "FINISH") {
            $done = $detail->WorkflowTask->MediaProcessResultSet[0]->TranscodeTask;
            $output = $done->Output;
            return ["status" => $done->Status, "definition" => $output->Definition, "path" => $output->Path];
        }
        usleep(300000);
    }
}

foreach ([["POST", false], ["GET", false], ["POST", true]] as [$method, $unsigned]) {
    $client = newClient("SECRET", $method, $unsigned);
    echo json_encode([
        "form" => "TC3-HMAC-SHA256 $method" . ($unsigned ? " unsigned payload" : ""),
        "task" => runTask($client),
        "refused" => refusal($client),
        "throttled" => refusal(newClient("THROTTLED", $method, $unsigned)),
    ]) . "\n";
}
