// The scenario through tencentcloud-sdk-go: one JSON line for each request form.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
	mps "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/mps/v20190612"
)

type form struct {
	sign, method string
	unsigned     bool
}

type task struct {
	Status     string `json:"status"`
	Definition int64  `json:"definition"`
	Path       string `json:"path"`
}

type refusal struct {
	Code      string `json:"code"`
	Message   string `json:"message"`
	RequestId string `json:"requestId"`
}

type result struct {
	Form      string   `json:"form"`
	Task      *task    `json:"task"`
	Refused   *refusal `json:"refused"`
	Throttled *refusal `json:"throttled"`
}

func newClient(secretId, secretKey string, f form) *mps.Client {
	cpf := profile.NewClientProfile()
	cpf.HttpProfile.Scheme = "HTTP"
	cpf.HttpProfile.Endpoint = os.Getenv("EDGE_ENDPOINT")
	cpf.HttpProfile.ReqMethod = f.method
	cpf.SignMethod = f.sign
	cpf.UnsignedPayload = f.unsigned
	cpf.Language = "en-US"
	client, err := mps.NewClient(common.NewCredential(secretId, secretKey), "ap-guangzhou", cpf)
	if err != nil {
		log.Fatal(err)
	}
	return client
}

func describe(client *mps.Client, taskId string) (*mps.DescribeTaskDetailResponse, error) {
	request := mps.NewDescribeTaskDetailRequest()
	request.TaskId = common.StringPtr(taskId)
	return client.DescribeTaskDetail(request)
}

func refused(client *mps.Client) *refusal {
	_, err := describe(client, os.Getenv("UNKNOWN_TASK"))
	if known, ok := err.(*errors.TencentCloudSDKError); ok {
		return &refusal{known.GetCode(), known.GetMessage(), known.GetRequestId()}
	}
	return nil
}

func runTask(client *mps.Client) *task {
	request := mps.NewProcessMediaRequest()
	request.InputInfo = &mps.MediaInputInfo{
		Type: common.StringPtr("COS"),
		CosInputInfo: &mps.CosInputInfo{
			Bucket: common.StringPtr(os.Getenv("BUCKET")),
			Region: common.StringPtr("ap-guangzhou"),
			Object: common.StringPtr(os.Getenv("OBJECT")),
		},
	}
	request.MediaProcessTask = &mps.MediaProcessTaskInput{
		TranscodeTaskSet: []*mps.TranscodeTaskInput{{Definition: common.Uint64Ptr(1010)}},
	}
	started, err := client.ProcessMedia(request)
	if err != nil {
		log.Fatal(err)
	}
	for {
		detail, err := describe(client, *started.Response.TaskId)
		if err != nil {
			log.Fatal(err)
		}
		if *detail.Response.Status == "FINISH" {
			done := detail.Response.WorkflowTask.MediaProcessResultSet[0].TranscodeTask
			return &task{*done.Status, int64(*done.Output.Definition), *done.Output.Path}
		}
		time.Sleep(300 * time.Millisecond)
	}
}

func main() {
	forms := []form{}
	for _, sign := range []string{"TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"} {
		forms = append(forms, form{sign, "POST", false}, form{sign, "GET", false})
	}
	forms = append(forms, form{"TC3-HMAC-SHA256", "POST", true})
	for _, f := range forms {
		name := f.sign + " " + f.method
		if f.unsigned {
			name += " unsigned payload"
		}
		client := newClient(os.Getenv("SECRET_ID"), os.Getenv("SECRET_KEY"), f)
		throttled := newClient(os.Getenv("THROTTLED_ID"), os.Getenv("THROTTLED_KEY"), f)
		line, err := json.Marshal(result{name, runTask(client), refused(client), refused(throttled)})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(string(line))
	}
}
