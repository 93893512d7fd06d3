package backendtest

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
	"github.com/iam-copilot/iam-copilot/shared/identitycentertest"
)

// Account is the emulator's AWS account.
const Account = "123456789012"

// AWS is the AWS emulator of the tests, with a role, and a key that may assume
// it.
type AWS struct {
	Endpoint, RoleArn string
	key               api.AddCredentialRequest
}

// Emulator makes a role and a key in the emulator that TEST_AWS_ENDPOINT names.
func Emulator(t *testing.T) *AWS {
	t.Helper()
	a := &AWS{Endpoint: os.Getenv("TEST_AWS_ENDPOINT")}
	if a.Endpoint == "" {
		t.Fatal("TEST_AWS_ENDPOINT is not set: run the tests with `make test`, which starts the AWS emulator")
	}
	admin := iam.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &a.Endpoint,
		Credentials: credentials.NewStaticCredentialsProvider(os.Getenv("TEST_AWS_ACCESS_KEY_ID"), os.Getenv("TEST_AWS_SECRET_ACCESS_KEY"), ""),
	})
	ctx, name := t.Context(), aws.String("desktop-"+rand.Text())
	const all = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`
	// A connection that the emulator drops makes the SDK ask again for what has
	// been made: the names are of this test alone, so what is there is its own.
	var there *types.EntityAlreadyExistsException
	_, err := admin.CreateRole(ctx, &iam.CreateRoleInput{
		RoleName:                 name,
		AssumeRolePolicyDocument: aws.String(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}`),
	})
	if err != nil && !errors.As(err, &there) {
		t.Fatal(err)
	}
	a.RoleArn = "arn:aws:iam::" + Account + ":role/" + *name
	if _, err := admin.PutRolePolicy(ctx, &iam.PutRolePolicyInput{RoleName: name, PolicyName: aws.String("all"), PolicyDocument: aws.String(all)}); err != nil {
		t.Fatal(err)
	}
	if _, err := admin.CreateUser(ctx, &iam.CreateUserInput{UserName: name}); err != nil && !errors.As(err, &there) {
		t.Fatal(err)
	}
	if _, err := admin.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: name, PolicyName: aws.String("all"), PolicyDocument: aws.String(all)}); err != nil {
		t.Fatal(err)
	}
	made, err := admin.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: name})
	if err != nil {
		t.Fatal(err)
	}
	a.key = api.AddCredentialRequest{AccessKeyID: *made.AccessKey.AccessKeyId, SecretAccessKey: *made.AccessKey.SecretAccessKey, AWSRegion: "eu-central-1"}
	return a
}

// Setting makes a backend call the emulator.
func (a *AWS) Setting(c *server.Config) { c.AWSEndpointURL = a.Endpoint }

// Portal puts an IAM Identity Center before the emulator, whose roles are all
// the emulator's one role. Call it before a backend is set up.
func (a *AWS) Portal(t *testing.T) *identitycentertest.Fake {
	t.Helper()
	target, err := url.Parse(a.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	issuer := sts.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(a.Endpoint),
		Credentials: credentials.NewStaticCredentialsProvider(a.key.AccessKeyID, a.key.SecretAccessKey, ""),
	})
	portal := identitycentertest.New(t)
	portal.Issue = func(_, role string) (identitycentertest.Key, error) {
		out, err := issuer.AssumeRole(context.Background(), &sts.AssumeRoleInput{RoleArn: &a.RoleArn, RoleSessionName: aws.String(role)})
		if err != nil {
			return identitycentertest.Key{}, err
		}
		c := out.Credentials
		return identitycentertest.Key{AccessKeyID: *c.AccessKeyId, SecretAccessKey: *c.SecretAccessKey, SessionToken: *c.SessionToken, Until: *c.Expiration}, nil
	}
	front := httptest.NewServer(portal.Before(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host // it is signed
	}}))
	t.Cleanup(front.Close)
	a.Endpoint = front.URL
	return portal
}

// AddKey puts the key into a vault.
func (a *AWS) AddKey(t *testing.T, c *client.Client, label string) api.Credential {
	t.Helper()
	in := a.key
	in.Label = label
	made, err := c.Vault.Add(t.Context(), api.AddCredentialIn{Body: in})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// AddRole puts the role into a vault, with an MFA device if one is given.
func (a *AWS) AddRole(t *testing.T, c *client.Client, label string, base int64, mfaSerial string) api.Credential {
	t.Helper()
	made, err := c.Vault.AddRole(t.Context(), api.AddRoleCredentialIn{Body: api.AddRoleCredentialRequest{Label: label, BaseCredentialID: base, RoleArn: a.RoleArn, MFASerial: mfaSerial}})
	if err != nil {
		t.Fatal(err)
	}
	return made
}
