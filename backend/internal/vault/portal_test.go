package vault_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	ssotypes "github.com/aws/aws-sdk-go-v2/service/sso/types"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc/types"

	fake "github.com/iam-copilot/iam-copilot/shared/identitycentertest"
)

// The fake speaks to AWS's own clients, and says no as AWS does.
func TestThePortalOfTheTestsSpeaksAsAWSDoes(t *testing.T) {
	ctx, f := t.Context(), fake.New(t)
	f.Interval = 1
	f.Issue = func(account, role string) (fake.Key, error) {
		return fake.Key{AccessKeyID: "ASIA" + account + role, SecretAccessKey: "secret", SessionToken: "token", Until: time.Now().Add(time.Hour)}, nil
	}
	server := httptest.NewServer(f.Before(http.NotFoundHandler()))
	defer server.Close()
	config := aws.Config{Region: "us-east-1", BaseEndpoint: &server.URL, Retryer: func() aws.Retryer { return aws.NopRetryer{} }}
	oidc, portal := ssooidc.NewFromConfig(config), sso.NewFromConfig(config)

	registered, err := oidc.RegisterClient(ctx, &ssooidc.RegisterClientInput{
		ClientName: aws.String("x"), ClientType: aws.String("public"), GrantTypes: []string{"urn:ietf:params:oauth:grant-type:device_code", "refresh_token"}, Scopes: []string{"sso:account:access"},
	})
	if err != nil || registered.ClientSecretExpiresAt == 0 {
		t.Fatal(err)
	}
	device, err := oidc.StartDeviceAuthorization(ctx, &ssooidc.StartDeviceAuthorizationInput{ClientId: registered.ClientId, ClientSecret: registered.ClientSecret, StartUrl: aws.String("https://d-1.awsapps.com/start")})
	if err != nil || device.Interval != 1 || device.ExpiresIn != 600 || aws.ToString(device.UserCode) == "" {
		t.Fatalf("%+v, %v", device, err)
	}
	ask := func(in ssooidc.CreateTokenInput) (*ssooidc.CreateTokenOutput, error) {
		in.ClientId, in.ClientSecret = registered.ClientId, registered.ClientSecret
		return oidc.CreateToken(ctx, &in)
	}
	byDevice := ssooidc.CreateTokenInput{GrantType: aws.String("urn:ietf:params:oauth:grant-type:device_code"), DeviceCode: device.DeviceCode}
	_, err = ask(byDevice)
	if pending := (*types.AuthorizationPendingException)(nil); !errors.As(err, &pending) || aws.ToString(pending.Error_) != "authorization_pending" {
		t.Errorf("before anybody agreed: %v", err)
	}
	_, err = ask(byDevice)
	if slow := (*types.SlowDownException)(nil); !errors.As(err, &slow) {
		t.Errorf("too early: %v", err)
	}
	f.Approve(t, *device.UserCode)
	time.Sleep(time.Second)
	token, err := ask(byDevice)
	if err != nil || aws.ToString(token.AccessToken) == "" || aws.ToString(token.RefreshToken) == "" || token.ExpiresIn != 3600 {
		t.Fatalf("%v", err)
	}
	_, err = ask(byDevice)
	if invalid := (*types.InvalidGrantException)(nil); !errors.As(err, &invalid) {
		t.Errorf("a second time: %v", err)
	}
	byRefresh := ssooidc.CreateTokenInput{GrantType: aws.String("refresh_token"), RefreshToken: token.RefreshToken}
	if token, err = ask(byRefresh); err != nil {
		t.Fatal(err)
	}
	_, err = ask(byRefresh)
	if invalid := (*types.InvalidGrantException)(nil); !errors.As(err, &invalid) {
		t.Errorf("a refresh token a second time: %v", err)
	}

	got, err := portal.GetRoleCredentials(ctx, &sso.GetRoleCredentialsInput{AccessToken: token.AccessToken, AccountId: aws.String("123456789012"), RoleName: aws.String("Admin")})
	if err != nil || aws.ToString(got.RoleCredentials.AccessKeyId) != "ASIA123456789012Admin" || got.RoleCredentials.Expiration < time.Now().UnixMilli() {
		t.Errorf("%+v, %v", got, err)
	}
	accounts, err := portal.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: token.AccessToken})
	if err != nil || len(accounts.AccountList) != 1 || aws.ToString(accounts.AccountList[0].AccountName) != "Production" {
		t.Errorf("%+v, %v", accounts, err)
	}
	roles, err := portal.ListAccountRoles(ctx, &sso.ListAccountRolesInput{AccessToken: token.AccessToken, AccountId: aws.String("123456789012"), MaxResults: aws.Int32(1)})
	if err != nil || len(roles.RoleList) != 1 || aws.ToString(roles.NextToken) == "" {
		t.Errorf("%+v, %v", roles, err)
	}
	f.EndSessions()
	_, err = portal.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: token.AccessToken})
	if over := (*ssotypes.UnauthorizedException)(nil); !errors.As(err, &over) {
		t.Errorf("after the end: %v", err)
	}
}
