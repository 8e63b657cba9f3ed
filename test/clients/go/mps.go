//go:build !common

package main

import (
	"log"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	mps "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/mps/v20190612"
)

type client struct{ *mps.Client }

func newClient(secretId, secretKey string, f form) *client {
	credential := common.NewCredential(secretId, secretKey)
	made, err := mps.NewClient(credential, "ap-guangzhou", clientProfile(f))
	if err != nil {
		log.Fatal(err)
	}
	return &client{made}
}

func (c *client) process(bucket, object string) (string, error) {
	request := mps.NewProcessMediaRequest()
	request.InputInfo = &mps.MediaInputInfo{
		Type: common.StringPtr("COS"),
		CosInputInfo: &mps.CosInputInfo{
			Bucket: common.StringPtr(bucket),
			Region: common.StringPtr("ap-guangzhou"),
			Object: common.StringPtr(object),
		},
	}
	request.MediaProcessTask = &mps.MediaProcessTaskInput{
		TranscodeTaskSet: []*mps.TranscodeTaskInput{{Definition: common.Uint64Ptr(1010)}},
	}
	started, err := c.ProcessMedia(request)
	if err != nil {
		return "", err
	}
	return *started.Response.TaskId, nil
}

// The only subtask of a finished task, nil of one that runs.
func (c *client) describe(taskId string) (*task, error) {
	request := mps.NewDescribeTaskDetailRequest()
	request.TaskId = common.StringPtr(taskId)
	detail, err := c.DescribeTaskDetail(request)
	if err != nil || *detail.Response.Status != "FINISH" {
		return nil, err
	}
	done := detail.Response.WorkflowTask.MediaProcessResultSet[0].TranscodeTask
	return &task{*done.Status, int64(*done.Output.Definition), *done.Output.Path}, nil
}
