package testkit

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/kms"
)

// KMS is a client of the emulator's KMS with the administrator's key.
func (a *AWS) KMS() *kms.Client {
	return kms.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(a.Endpoint),
		Credentials: credentials.NewStaticCredentialsProvider(a.Admin.ID, a.Admin.Secret, ""),
	})
}

// EncryptionKey makes a symmetric key of KMS and gives its ARN.
func (a *AWS) EncryptionKey(t testing.TB) string {
	t.Helper()
	made, err := a.KMS().CreateKey(context.Background(), &kms.CreateKeyInput{})
	if err != nil {
		t.Fatalf("making a key of KMS: %v", err)
	}
	return aws.ToString(made.KeyMetadata.Arn)
}

// Surroundings gives this process AWS credentials of its own, as a server has
// them where it runs, and nothing else of the caller's.
func Surroundings(t *testing.T, key Key) {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": key.ID, "AWS_SECRET_ACCESS_KEY": key.Secret, "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
}
