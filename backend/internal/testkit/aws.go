package testkit

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// Key is an access key that the emulator has made.
type Key struct{ ID, Secret string }

// AWS is an emulator that checks signatures and identity policies.
type AWS struct {
	Endpoint string
	Admin    Key // may do everything
}

// Everything is an identity policy that allows every action.
const Everything = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

// StartAWS gives an emulator: one of its own when MOTO_SERVER names the
// program, else the one that TEST_AWS_ENDPOINT names.
func StartAWS(t testing.TB) *AWS {
	t.Helper()
	if program := os.Getenv("MOTO_SERVER"); program != "" {
		return startMoto(t, program)
	}
	shared := &AWS{
		Endpoint: os.Getenv("TEST_AWS_ENDPOINT"),
		Admin:    Key{os.Getenv("TEST_AWS_ACCESS_KEY_ID"), os.Getenv("TEST_AWS_SECRET_ACCESS_KEY")},
	}
	if shared.Endpoint == "" || shared.Admin.ID == "" {
		t.Fatal("MOTO_SERVER and TEST_AWS_ENDPOINT are not set: run the tests with `make test`, which starts the AWS emulator")
	}
	return shared
}

// unchecked is how many requests the emulator lets through before it begins to
// check them: those that make the administrator.
const unchecked = "3"

func startMoto(t testing.TB, program string) *AWS {
	t.Helper()
	port := freePort(t)
	a := &AWS{Endpoint: "http://127.0.0.1:" + port, Admin: Key{"AKIAUNCHECKED0000000", "unchecked"}}
	log := helper(t, []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "AWS_DEFAULT_REGION=us-east-1",
		"INITIAL_NO_AUTH_ACTION_COUNT=" + unchecked,
	}, program, "-H", "127.0.0.1", "-p", port)
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		answer, err := http.Get(a.Endpoint + "/moto-api/data.json") //nolint:noctx // bounded by the loop
		if err == nil {
			_ = answer.Body.Close()
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the AWS emulator does not answer: %v\n%s", err, log)
		}
	}
	a.Admin = a.User(t, "administrator", Everything)
	return a
}

// IAM is a client of the emulator's IAM with the administrator's key.
func (a *AWS) IAM() *iam.Client {
	return iam.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(a.Endpoint),
		Credentials: credentials.NewStaticCredentialsProvider(a.Admin.ID, a.Admin.Secret, ""),
	})
}

// User makes an IAM user with an identity policy and an access key.
func (a *AWS) User(t testing.TB, name, policy string) Key {
	t.Helper()
	ctx, client := context.Background(), a.IAM()
	if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: &name}); err != nil {
		t.Fatalf("making the IAM user %s: %v", name, err)
	}
	if _, err := client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: &name, PolicyName: aws.String("test"), PolicyDocument: &policy}); err != nil {
		t.Fatalf("giving %s its policy: %v", name, err)
	}
	made, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: &name})
	if err != nil {
		t.Fatalf("making a key of %s: %v", name, err)
	}
	return Key{aws.ToString(made.AccessKey.AccessKeyId), aws.ToString(made.AccessKey.SecretAccessKey)}
}

// Allow is an identity policy that allows the actions on everything.
func Allow(actions ...string) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],"Resource":"*"}]}`, quoted(actions))
}

func quoted(texts []string) string {
	out := ""
	for i, s := range texts {
		if i > 0 {
			out += ","
		}
		out += fmt.Sprintf("%q", s)
	}
	return out
}
