package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

const anARN = "arn:aws:iam::123456789012:policy/reader"

// planning are the bodies that routes of IAM need to get as far as asking AWS.
var planning = map[string]string{
	"POST /iam/users":         `{"user_name":"ada"}`,
	"PATCH /iam/users/{name}": `{"new_name":"grace"}`,
	"PATCH /iam/users/{name}/access-keys/{access_key_id}":       `{"status":"Inactive"}`,
	"POST /iam/users/{name}/access-keys/{access_key_id}/rotate": `{"step":"create"}`,
	"POST /iam/groups":                                     `{"group_name":"readers"}`,
	"PATCH /iam/groups/{name}":                             `{"new_name":"writers"}`,
	"POST /iam/roles":                                      `{"role_name":"app","trust_policy":` + goodPolicy + `}`,
	"POST /iam/instance-profiles":                          `{"instance_profile_name":"app"}`,
	"POST /iam/policies":                                   `{"policy_name":"reader","document":` + goodPolicy + `}`,
	"POST /iam/policy/versions":                            `{"document":` + goodPolicy + `}`,
	"POST /iam/policy/attach":                              `{"principal_type":"user","principal_name":"ada"}`,
	"POST /iam/policy/detach":                              `{"principal_type":"user","principal_name":"ada"}`,
	"PUT /iam/account/alias":                               `{"alias":"acme"}`,
	"PUT /iam/users/{name}/inline-policies/{policy_name}":  `{"document":` + goodPolicy + `}`,
	"PUT /iam/groups/{name}/inline-policies/{policy_name}": `{"document":` + goodPolicy + `}`,
	"PUT /iam/roles/{name}/inline-policies/{policy_name}":  `{"document":` + goodPolicy + `}`,
	"PUT /iam/users/{name}/permissions-boundary":           `{"policy_arn":"` + anARN + `"}`,
	"PUT /iam/roles/{name}/permissions-boundary":           `{"policy_arn":"` + anARN + `"}`,
	"POST /policy-validation/permissions-boundary/set":     `{"resource_type":"user","resource_name":"ada","boundary_policy_arn":"` + anARN + `"}`,
	"POST /policy-validation/permissions-boundary/delete":  `{"resource_type":"user","resource_name":"ada"}`,
	"POST /policies/{id}/plan":                             deployment,

	"POST /organizations/policies":                    `{"type":"SERVICE_CONTROL_POLICY","name":"Guard","document":` + goodSCP + `}`,
	"POST /organizations/policies/{policy_id}/attach": `{"target_id":"123456789012"}`,
	"POST /organizations/policies/{policy_id}/detach": `{"target_id":"123456789012"}`,
	"POST /identity-center/permission-sets":           `{"name":"Reader"}`,
	"POST /identity-center/users":                     `{"user_name":"ada","display_name":"Ada","given_name":"Ada","family_name":"L"}`,
	"POST /identity-center/groups":                    `{"display_name":"Readers"}`,
	"POST /identity-center/assignments":               assigning,
	"POST /identity-center/assignments/remove":        assigning,
}

const (
	goodSCP = `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}}`
	// anID is that of a person or group of an identity store.
	anID      = "1234567890-00000000-0000-4000-8000-000000000001"
	assigning = `{"permission_set_id":"ps-0123456789abcdef","principal_type":"GROUP","principal_id":"` + anID + `","account_ids":["123456789012"]}`
)

// awsIDs puts ids that AWS would take in the place of 1, by what the path says is named.
var awsIDs = strings.NewReplacer(
	"/organizations/accounts/1/", "/organizations/accounts/123456789012/", "/organizations/policies/1", "/organizations/policies/p-examplepolicyid111",
	"/identity-center/permission-sets/1", "/identity-center/permission-sets/ps-0123456789abcdef",
	"/identity-center/users/1", "/identity-center/users/"+anID, "/identity-center/groups/1", "/identity-center/groups/"+anID,
)

const deployment = `{"as":"managed","policy_name":"reader"}`

// complete gives a request to a route of IAM what it needs to get as far as asking
// AWS: a body, and names and ARNs that AWS would take.
func complete(r web.Route, q *live.Request) {
	if body, needed := planning[r.Method+" "+r.Path]; needed {
		q.Body = body
	}
	q.Path = strings.Replace(q.Path, "/access-keys/1", "/access-keys/AKIAIOSFODNN7EXAMPLE", 1)
	q.Path = strings.Replace(q.Path, "/policy/versions/1", "/policy/versions/v1", 1)
	if strings.HasSuffix(r.Path, "/mfa-devices") && r.Method == http.MethodDelete {
		q.Path += "?serial_number=arn:aws:iam::123456789012:mfa/ada"
	}
	q.Path = awsIDs.Replace(q.Path)
	if r.Path == "/identity-center/assignments" && r.Method == http.MethodGet {
		q.Path += "?account_id=123456789012"
	}
	if r.Path == "/iam/policy" || strings.HasPrefix(r.Path, "/iam/policy/") {
		q.Path += "?policy_arn=" + anARN
	}
}

// seedPlan puts a plan straight into the database.
func seedPlan(t *testing.T, s *live.Server, p *live.Person, policy int64) int64 {
	t.Helper()
	now := time.Now().UTC().Truncate(time.Microsecond)
	return s.DB.Int(t, `insert into plans (workspace_id, created_by, state, hash, title, account_id, credential_id, about, policy_id, created_at, expires_at)
		values (?, ?, 'planned', '', 'A plan', '123456789012', 1, '{}', ?, ?, ?) returning id`, p.Workspace, p.ID, policy, now, now)
}

// What routes of these rooms name by their paths is in AWS, and whose it is is decided
// by the credential.
func ofAWS(path string) bool {
	path += "/"
	return strings.HasPrefix(path, "/iam/") || strings.HasPrefix(path, "/organizations/") || strings.HasPrefix(path, "/identity-center/")
}
