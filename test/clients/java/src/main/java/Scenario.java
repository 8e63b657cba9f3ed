import com.google.gson.Gson;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.common.profile.Language;
import com.tencentcloudapi.mps.v20190612.MpsClient;
import com.tencentcloudapi.mps.v20190612.models.*;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scenario through tencentcloud-sdk-java: one JSON line for each request form. */
public class Scenario {
    public static void main(String[] args) throws Exception {
        for (String sign : new String[] {"TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"}) {
            run(sign, "POST", false);
            run(sign, "GET", false);
        }
        run("TC3-HMAC-SHA256", "POST", true);
    }

    static void run(String sign, String method, boolean unsigned) throws Exception {
        MpsClient client = client(System.getenv("SECRET_ID"), System.getenv("SECRET_KEY"), sign, method, unsigned);
        MpsClient throttled =
            client(System.getenv("THROTTLED_ID"), System.getenv("THROTTLED_KEY"), sign, method, unsigned);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("form", sign + " " + method + (unsigned ? " unsigned payload" : ""));
        line.put("task", runTask(client));
        line.put("refused", refusal(client));
        line.put("throttled", refusal(throttled));
        System.out.println(new Gson().toJson(line));
    }

    static MpsClient client(String secretId, String secretKey, String sign, String method, boolean unsigned) {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(System.getenv("EDGE_ENDPOINT"));
        http.setReqMethod(method);
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        profile.setSignMethod(sign);
        profile.setUnsignedPayload(unsigned);
        profile.setLanguage(Language.EN_US);
        return new MpsClient(new Credential(secretId, secretKey), "ap-guangzhou", profile);
    }

    static DescribeTaskDetailResponse describe(MpsClient client, String taskId) throws TencentCloudSDKException {
        DescribeTaskDetailRequest request = new DescribeTaskDetailRequest();
        request.setTaskId(taskId);
        return client.DescribeTaskDetail(request);
    }

    static Map<String, Object> refusal(MpsClient client) {
        try {
            describe(client, System.getenv("UNKNOWN_TASK"));
            return null;
        } catch (TencentCloudSDKException error) {
            Map<String, Object> refusal = new LinkedHashMap<>();
            refusal.put("code", error.getErrorCode());
            refusal.put("message", error.getMessage());
            refusal.put("requestId", error.getRequestId());
            return refusal;
        }
    }

    static Map<String, Object> runTask(MpsClient client) throws Exception {
        CosInputInfo cos = new CosInputInfo();
        cos.setBucket(System.getenv("BUCKET"));
        cos.setRegion("ap-guangzhou");
        cos.setObject(System.getenv("OBJECT"));
        MediaInputInfo input = new MediaInputInfo();
        input.setType("COS");
        input.setCosInputInfo(cos);
        TranscodeTaskInput transcode = new TranscodeTaskInput();
        transcode.setDefinition(1010L);
        MediaProcessTaskInput media = new MediaProcessTaskInput();
        media.setTranscodeTaskSet(new TranscodeTaskInput[] {transcode});
        ProcessMediaRequest request = new ProcessMediaRequest();
        request.setInputInfo(input);
        request.setMediaProcessTask(media);
        String taskId = client.ProcessMedia(request).getTaskId();
        while (true) {
            DescribeTaskDetailResponse detail = describe(client, taskId);
            if (detail.getStatus().equals("FINISH")) {
                MediaProcessTaskTranscodeResult done =
                    detail.getWorkflowTask().getMediaProcessResultSet()[0].getTranscodeTask();
                Map<String, Object> task = new LinkedHashMap<>();
                task.put("status", done.getStatus());
                task.put("definition", done.getOutput().getDefinition());
                task.put("path", done.getOutput().getPath());
                return task;
            }
            Thread.sleep(300);
        }
    }
}
