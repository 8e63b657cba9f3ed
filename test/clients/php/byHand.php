<?php
// The scenario as tencentcloud-sdk-php puts it on the wire, without that SDK, for machines that cannot fetch it:
// PHP's own JSON (slashes escaped, other alphabets as they are) and query encoding, the endpoint's first label as
// service of the signature, Host with its port, no X-TC-TraceId, and PHP's own HTTP client. Signature v1 has its
// parameters in dotted names, as the SDK sent them before it changed to brackets.

const SDK = "SDK_PHP_3.0.1656";
const VERSION = "2019-06-12";
const REGION = "ap-guangzhou";

/** A.B.0.C => value; booleans as words. */
function flat(array $parameters, string $prefix = ""): array
{
    $pairs = [];
    foreach ($parameters as $name => $value) {
        if (is_array($value)) $pairs += flat($value, "$prefix$name.");
        else $pairs["$prefix$name"] = is_bool($value) ? json_encode($value) : $value;
    }
    return $pairs;
}

class Client
{
    private string $endpoint;
    private string $id;
    private string $key;

    public function __construct(string $account, private string $sign, private string $method, private bool $unsigned)
    {
        $this->endpoint = getenv("EDGE_ENDPOINT");
        $this->id = getenv("{$account}_ID");
        $this->key = getenv("{$account}_KEY");
    }

    public function call(string $action, array $parameters): array
    {
        $body = $this->sign === "TC3-HMAC-SHA256" ? $this->v3($action, $parameters) : $this->v1($action, $parameters);
        return json_decode($body, true)["Response"];
    }

    private function v3(string $action, array $parameters): string
    {
        $isGet = $this->method === "GET";
        $query = $isGet ? http_build_query(flat($parameters)) : "";
        $payload = $isGet ? "" : json_encode($parameters, JSON_UNESCAPED_UNICODE);
        $type = $isGet ? "application/x-www-form-urlencoded" : "application/json";
        $now = time();
        $headers = [
            "Host" => $this->endpoint,
            "X-TC-Action" => $action,
            "X-TC-RequestClient" => SDK,
            "X-TC-Timestamp" => $now,
            "X-TC-Version" => VERSION,
            "X-TC-Region" => REGION,
            "X-TC-Language" => "en-US",
            "Content-Type" => $type,
        ];
        if ($this->unsigned) $headers["X-TC-Content-SHA256"] = "UNSIGNED-PAYLOAD";
        $hash = hash("SHA256", $this->unsigned ? "UNSIGNED-PAYLOAD" : $payload);
        $signed = "content-type:$type\nhost:{$this->endpoint}\n";
        $canonical = "{$this->method}\n/\n$query\n$signed\ncontent-type;host\n$hash";
        $date = gmdate("Y-m-d", $now);
        $service = explode(".", $this->endpoint)[0];
        $scope = "$date/$service/tc3_request";
        $key = "TC3{$this->key}";
        foreach ([$date, $service, "tc3_request"] as $step) $key = hash_hmac("SHA256", $step, $key, true);
        $text = "TC3-HMAC-SHA256\n$now\n$scope\n" . hash("SHA256", $canonical);
        $headers["Authorization"] = "TC3-HMAC-SHA256 Credential={$this->id}/$scope, " .
            "SignedHeaders=content-type;host, Signature=" . hash_hmac("SHA256", $text, $key);
        return $this->send($query, $headers, $payload);
    }

    private function v1(string $action, array $parameters): string
    {
        $pairs = flat($parameters) + [
            "Action" => $action,
            "RequestClient" => SDK,
            "Nonce" => rand(),
            "Timestamp" => time(),
            "Version" => VERSION,
            "SecretId" => $this->id,
            "Region" => REGION,
            "SignatureMethod" => $this->sign,
            "Language" => "en-US",
        ];
        ksort($pairs);
        $texts = array_map(fn($name, $value) => "$name=$value", array_keys($pairs), $pairs);
        $text = "{$this->method}{$this->endpoint}/?" . join("&", $texts);
        $hash = ["HmacSHA1" => "SHA1", "HmacSHA256" => "SHA256"][$this->sign];
        $pairs["Signature"] = base64_encode(hash_hmac($hash, $text, $this->key, true));
        $form = http_build_query($pairs);
        if ($this->method === "GET") return $this->send($form, ["Host" => $this->endpoint], "");
        return $this->send("", ["Content-Type" => "application/x-www-form-urlencoded"], $form);
    }

    private function send(string $query, array $headers, string $body): string
    {
        $lines = array_map(fn($name, $value) => "$name: $value", array_keys($headers), $headers);
        $http = [
            "method" => $this->method,
            "header" => $lines,
            "user_agent" => "GuzzleHttp/7",
            "protocol_version" => 1.1,
            "follow_location" => 0,
            "timeout" => 60,
        ];
        if ($body !== "") $http["content"] = $body;
        $url = "http://{$this->endpoint}/" . ($query === "" ? "" : "?$query");
        $answer = file_get_contents($url, false, stream_context_create(["http" => $http]));
        if ($answer === false) throw new Exception("no answer with status 200");
        return $answer;
    }
}

function refusal(Client $client): array
{
    $answer = $client->call("DescribeTaskDetail", ["TaskId" => getenv("UNKNOWN_TASK")]);
    ["Code" => $code, "Message" => $message] = $answer["Error"];
    return ["code" => $code, "message" => $message, "requestId" => $answer["RequestId"]];
}

function runTask(Client $client): array
{
    $cos = ["Bucket" => getenv("BUCKET"), "Region" => REGION, "Object" => getenv("OBJECT")];
    $started = $client->call("ProcessMedia", [
        "InputInfo" => ["Type" => "COS", "CosInputInfo" => $cos],
        "MediaProcessTask" => ["TranscodeTaskSet" => [["Definition" => 1010]]],
        "SessionContext" => "a/b c+d ü 视频 \"quoted\" 100%",
    ]);
    if (isset($started["Error"])) throw new Exception(json_encode($started));
    while (true) {
        $detail = $client->call("DescribeTaskDetail", ["TaskId" => $started["TaskId"]]);
        if ($detail["Status"] === "FINISH") {
            $done = $detail["WorkflowTask"]["MediaProcessResultSet"][0]["TranscodeTask"];
            ["Definition" => $definition, "Path" => $path] = $done["Output"];
            return ["status" => $done["Status"], "definition" => $definition, "path" => $path];
        }
        usleep(300000);
    }
}

$forms = [];
foreach (["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"] as $sign) {
    foreach (["POST", "GET"] as $method) $forms[] = [$sign, $method, false];
}
$forms[] = ["TC3-HMAC-SHA256", "POST", true];
foreach ($forms as [$sign, $method, $unsigned]) {
    $client = new Client("SECRET", $sign, $method, $unsigned);
    echo json_encode([
        "form" => "$sign $method" . ($unsigned ? " unsigned payload" : ""),
        "task" => runTask($client),
        "refused" => refusal($client),
        "throttled" => refusal(new Client("THROTTLED", $sign, $method, $unsigned)),
    ]) . "\n";
}
