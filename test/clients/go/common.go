//go:build common

// The same through the common module alone, which signs and sends for every product's client: the requests and
// answers are those of the MPS client, as far as this scenario needs them.

package main

import (
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
)

type client struct{ common.Client }

type cosInput struct {
	Bucket *string `json:"Bucket,omitempty" name:"Bucket"`
	Region *string `json:"Region,omitempty" name:"Region"`
	Object *string `json:"Object,omitempty" name:"Object"`
}

type mediaInput struct {
	Type         *string   `json:"Type,omitempty" name:"Type"`
	CosInputInfo *cosInput `json:"CosInputInfo,omitempty" name:"CosInputInfo"`
}

type transcodeInput struct {
	Definition *uint64 `json:"Definition,omitempty" name:"Definition"`
}

type mediaProcessTask struct {
	TranscodeTaskSet []*transcodeInput `json:"TranscodeTaskSet,omitempty" name:"TranscodeTaskSet"`
}

type processMediaRequest struct {
	*tchttp.BaseRequest
	InputInfo        *mediaInput       `json:"InputInfo,omitempty" name:"InputInfo"`
	MediaProcessTask *mediaProcessTask `json:"MediaProcessTask,omitempty" name:"MediaProcessTask"`
}

type processMediaResponse struct {
	*tchttp.BaseResponse
	Response *struct {
		TaskId *string `json:"TaskId,omitempty"`
	} `json:"Response"`
}

type describeRequest struct {
	*tchttp.BaseRequest
	TaskId *string `json:"TaskId,omitempty" name:"TaskId"`
}

type describeResponse struct {
	*tchttp.BaseResponse
	Response *struct {
		Status       *string `json:"Status,omitempty"`
		WorkflowTask *struct {
			MediaProcessResultSet []*struct {
				TranscodeTask *struct {
					Status *string `json:"Status,omitempty"`
					Output *struct {
						Path       *string `json:"Path,omitempty"`
						Definition *uint64 `json:"Definition,omitempty"`
					} `json:"Output,omitempty"`
				} `json:"TranscodeTask,omitempty"`
			} `json:"MediaProcessResultSet,omitempty"`
		} `json:"WorkflowTask,omitempty"`
	} `json:"Response"`
}

func newClient(secretId, secretKey string, f form) *client {
	made := &client{}
	made.Init("ap-guangzhou").
		WithCredential(common.NewCredential(secretId, secretKey)).
		WithProfile(clientProfile(f))
	return made
}

func baseRequest(action string) *tchttp.BaseRequest {
	base := &tchttp.BaseRequest{}
	base.Init().WithApiInfo("mps", "2019-06-12", action)
	return base
}

func (c *client) process(bucket, object string) (string, error) {
	definition := uint64(1010)
	request := &processMediaRequest{
		BaseRequest: baseRequest("ProcessMedia"),
		InputInfo: &mediaInput{
			Type:         common.StringPtr("COS"),
			CosInputInfo: &cosInput{&bucket, common.StringPtr("ap-guangzhou"), &object},
		},
		MediaProcessTask: &mediaProcessTask{[]*transcodeInput{{&definition}}},
	}
	response := &processMediaResponse{BaseResponse: &tchttp.BaseResponse{}}
	if err := c.Send(request, response); err != nil {
		return "", err
	}
	return *response.Response.TaskId, nil
}

// The only subtask of a finished task, nil of one that runs.
func (c *client) describe(taskId string) (*task, error) {
	request := &describeRequest{BaseRequest: baseRequest("DescribeTaskDetail"), TaskId: &taskId}
	response := &describeResponse{BaseResponse: &tchttp.BaseResponse{}}
	err := c.Send(request, response)
	if err != nil || *response.Response.Status != "FINISH" {
		return nil, err
	}
	done := response.Response.WorkflowTask.MediaProcessResultSet[0].TranscodeTask
	return &task{*done.Status, int64(*done.Output.Definition), *done.Output.Path}, nil
}
