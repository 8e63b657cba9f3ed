// The scenario through tencentcloud-sdk-go: one JSON line for each request form. What depends on the module that is
// there is in mps.go (the typed client) and common.go (the newest common module).
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
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

func clientProfile(f form) *profile.ClientProfile {
	cpf := profile.NewClientProfile()
	cpf.HttpProfile.Scheme = "HTTP"
	cpf.HttpProfile.Endpoint = os.Getenv("EDGE_ENDPOINT")
	cpf.HttpProfile.ReqMethod = f.method
	cpf.SignMethod = f.sign
	cpf.UnsignedPayload = f.unsigned
	cpf.Language = "en-US"
	return cpf
}

func refused(c *client) *refusal {
	_, err := c.describe(os.Getenv("UNKNOWN_TASK"))
	if known, ok := err.(*errors.TencentCloudSDKError); ok {
		return &refusal{known.GetCode(), known.GetMessage(), known.GetRequestId()}
	}
	return nil
}

func runTask(c *client) *task {
	taskId, err := c.process(os.Getenv("BUCKET"), os.Getenv("OBJECT"))
	if err != nil {
		log.Fatal(err)
	}
	for {
		done, err := c.describe(taskId)
		if err != nil {
			log.Fatal(err)
		}
		if done != nil {
			return done
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
