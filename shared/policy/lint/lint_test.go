package lint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// TestManagedPolicies checks the promise that no AWS managed policy has an error.
func TestManagedPolicies(t *testing.T) {
	all := managed.All()
	if len(all) < 1500 {
		t.Fatalf("only %d managed policies", len(all))
	}
	for _, p := range all {
		for _, f := range Check([]byte(p.Document), Options{Kind: policy.KindIdentity}) {
			if f.Type == TypeError {
				t.Errorf("%s: %s: %s: %s", p.Name, f.Path, f.Code, f.Message)
			}
		}
	}
}

// TestPassRoleOfManagedPolicies compares with the managed policies that AWS's
// reference of the checks lists for these findings.
func TestPassRoleOfManagedPolicies(t *testing.T) {
	for _, c := range []struct {
		code     string
		policies []string
	}{
		{"CREATE_SLR_WITH_STAR_IN_RESOURCE", []string{"PowerUserAccess", "AWSOrganizationsServiceTrustPolicy"}},
		{"CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", []string{"AdministratorAccess", "IAMFullAccess"}},
		{"PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", []string{"AdministratorAccess", "IAMFullAccess"}},
		{"PASS_ROLE_WITH_STAR_IN_RESOURCE", []string{"AdministratorAccess-Amplify", "AWSServiceRoleForAmazonEKSNodegroup"}},
		{"POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", []string{"ReadOnlyAccess", "AWSSupportServiceRolePolicy"}},
	} {
		for _, name := range c.policies {
			p, ok := managed.Lookup(name)
			if !ok {
				t.Errorf("no managed policy %s", name)
				continue
			}
			if !has(Check([]byte(p.Document), Options{}), c.code, "", false) {
				t.Errorf("%s: no %s", name, c.code)
			}
		}
	}
}

// TestEscalationPaths checks that each path is found where exactly its permissions
// are allowed, and not when one is missing.
func TestEscalationPaths(t *testing.T) {
	if len(escalationPaths) != 65 {
		t.Errorf("%d paths, 65 are known", len(escalationPaths))
	}
	ids := map[string]bool{}
	for _, p := range escalationPaths {
		if ids[p.id] {
			t.Errorf("%s is listed twice", p.id)
		}
		ids[p.id] = true
		for _, full := range p.permissions {
			if catalog.LookupAction(full) == nil && !catalog.Accepted(full) {
				t.Errorf("%s: there is no action %s", p.id, full)
			}
		}
		if !escalates(t, p.id, p.permissions, "") {
			t.Errorf("%s is not found where %v are allowed", p.id, p.permissions)
		}
		for i := range p.permissions {
			rest := append(append([]string{}, p.permissions[:i]...), p.permissions[i+1:]...)
			if len(rest) > 0 && escalates(t, p.id, rest, "") {
				t.Errorf("%s is found without %s", p.id, p.permissions[i])
			}
			deny := fmt.Sprintf(`,{"Effect":"Deny","Action":%q,"Resource":"*"}`, p.permissions[i])
			if escalates(t, p.id, p.permissions, deny) {
				t.Errorf("%s is found though %s is denied", p.id, p.permissions[i])
			}
		}
	}
}

func escalates(t *testing.T, id string, permissions []string, more string) bool {
	t.Helper()
	actions, err := json.Marshal(permissions)
	if err != nil {
		t.Fatal(err)
	}
	src := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":%s,"Resource":"*"}%s]}`, actions, more)
	for _, f := range Check([]byte(src), Options{}) {
		if f.Code == "IAMC_PRIVILEGE_ESCALATION" && strings.HasPrefix(f.Message, id+":") {
			if !strings.HasSuffix(f.LearnMore, "/"+id) {
				t.Errorf("%s: learn more at %s", id, f.LearnMore)
			}
			return true
		}
	}
	return false
}

// TestTables checks that what the tables name exists.
func TestTables(t *testing.T) {
	for _, d := range dangers {
		for full := range d.actions {
			if catalog.LookupAction(full) == nil && !catalog.Accepted(full) {
				t.Errorf("%s: there is no action %s", d.code, full)
			}
		}
	}
	for wrong, right := range operationActions {
		if catalog.LookupAction(right) == nil {
			t.Errorf("there is no action %s", right)
		}
		if catalog.LookupAction(wrong) != nil {
			t.Errorf("%s is an action, and needs no advice", wrong)
		}
		if wrong != strings.ToLower(wrong) {
			t.Errorf("%s is not in lower case", wrong)
		}
	}
	for key := range sensitiveKeys {
		if catalog.GlobalKey(key) == nil {
			t.Errorf("there is no key %s", key)
		}
	}
	for _, table := range []map[string]bool{originKeys, principalLimits, servicePrincipalKeys, kmsKeyKeys, trustedVariables} {
		for key := range table {
			if key != strings.ToLower(key) {
				t.Errorf("%s is not in lower case", key)
			}
			if strings.HasPrefix(key, "aws:") && catalog.GlobalKey(key) == nil {
				t.Errorf("there is no key %s", key)
			}
		}
	}
	for _, services := range []map[string]bool{vpceServices, exactKeys} {
		for prefix := range services {
			if !catalog.Known(prefix) && !catalog.AcceptedPrefix(prefix) {
				t.Errorf("there is no service %s", prefix)
			}
		}
	}
	for name, scope := range policyScopes {
		for _, prefix := range scope.prefixes {
			if !catalog.Known(prefix) && !catalog.AcceptedPrefix(prefix) {
				t.Errorf("%s: there is no service %s", name, prefix)
			}
		}
	}
}

// TestARNServices checks the table of services in ARNs against the catalog: each
// resource type's ARN must be known under the service it names.
func TestARNServices(t *testing.T) {
	for _, prefix := range catalog.Prefixes() {
		s := catalog.Lookup(prefix)
		for i := range s.ResourceTypes {
			parts := strings.SplitN(globbed(s.ResourceTypes[i].ARN), ":", 6)
			if len(parts) != 6 || strings.Contains(parts[2], "*") {
				continue
			}
			r := newResource(&policy.Value{Text: "arn:aws:" + strings.Join(parts[2:], ":")}, 0)
			found := false
			for _, f := range arnFormats(parts[2]) {
				found = found || f.fits(&r)
			}
			if !found {
				t.Errorf("%s: the ARN of %s, %s, is not known under %s", prefix, s.ResourceTypes[i].Name, s.ResourceTypes[i].ARN, parts[2])
			}
		}
	}
}

func TestCodes(t *testing.T) {
	codes := Codes()
	n := 0
	for _, family := range families {
		n += len(family)
	}
	if len(codes) != n {
		t.Errorf("%d codes of %d: one is declared twice", len(codes), n)
	}
	for _, c := range codes {
		if c.Title == "" || c.What == "" || c.Example == "" || c.Fix == "" || !strings.HasPrefix(c.LearnMore, "https://") {
			t.Errorf("%s is not explained: %+v", c.Code, c)
		}
		if rank(c.Type) == 3 && c.Type != TypeSuggestion {
			t.Errorf("%s is of type %s", c.Code, c.Type)
		}
		if !c.Own && strings.ToUpper(strings.ReplaceAll(c.Title, " ", "_")) != c.Code && !renamed[c.Code] {
			t.Errorf("%s: the title is %q", c.Code, c.Title)
		}
	}
}

// renamed are the checks whose title in AWS's reference does not spell their code.
var renamed = map[string]bool{
	"CREATE_SLR_WITH_NOT_RESOURCE": true, "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE": true,
	"CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE": true, "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION": true,
	"PASS_ROLE_WITH_NOT_RESOURCE": true, "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE": true,
	"PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE": true, "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION": true,
	"PRIVATE_NOT_IP_ADDRESS": true, "PRIVATE_NOT_IP_ADDRESS_SUBSET": true, "ALLOW_WITH_NOT_PRINCIPAL": true,
}

// TestExamples checks that the example of each code has the finding, where it is a
// policy, statement or condition.
func TestExamples(t *testing.T) {
	for _, c := range Codes() {
		found := false
		for _, src := range exampleDocuments(c.Example) {
			for _, kind := range append(policy.Kinds(), policy.KindResource) {
				for _, resourceType := range []string{"", "AWS::S3::Bucket"} {
					found = found || has(Check([]byte(src), Options{Kind: kind, ResourceType: resourceType}), c.Code, "", false)
				}
			}
		}
		if !found && strings.HasPrefix(c.Example, "{") {
			t.Errorf("the example of %s does not have the finding: %s", c.Code, c.Example)
		}
	}
}

// exampleDocuments makes documents of an example: as it is, as a statement, as a
// condition with each of some actions, or as a part of a statement.
func exampleDocuments(example string) []string {
	doc := func(s string) string { return `{"Version":"2012-10-17","Statement":[` + s + `]}` }
	out := []string{example, doc(example), `{"Version":"2012-10-17","Statement":` + example + `}`}
	inner := strings.TrimSuffix(strings.TrimPrefix(example, "{"), "}")
	for _, action := range []string{"s3:GetObject", "dynamodb:Query", "s3:PutObject", "ec2:CreateTags", "sts:AssumeRoleWithWebIdentity"} {
		for _, effect := range []string{"Allow", "Deny"} {
			out = append(out,
				doc(fmt.Sprintf(`{"Effect":"%s","Action":"%s","Resource":"*","Condition":%s}`, effect, action, example)),
				doc(fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"%s","Resource":"*","Condition":%s}`, effect, action, example)),
				doc(fmt.Sprintf(`{"Effect":"%s","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},"Action":"%s","Condition":%s}`, effect, action, example)))
		}
	}
	return append(out,
		doc(`{"Effect":"Allow","Action":"s3:GetObject",`+inner+`}`),
		doc(`{"Effect":"Allow","Resource":"*",`+inner+`}`))
}

func TestFindingsPage(t *testing.T) {
	have, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "findings.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, Page()) {
		t.Error("docs/findings.md is out of date: run go generate ./policy/lint in the folder shared")
	}
}

func TestOptions(t *testing.T) {
	const trust = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}`
	if f := Check([]byte(trust), Options{Kind: policy.KindTrust}); len(f) > 0 {
		t.Errorf("as trust policy: %s", list(f))
	}
	if f := Check([]byte(trust), Options{Kind: policy.KindResource, ResourceType: trustResourceType}); len(f) > 0 {
		t.Errorf("as the resource policy of a role: %s", list(f))
	}
	if f := Check([]byte(trust), Options{}); !has(f, "UNSUPPORTED_PRINCIPAL", "Statement.Principal", true) {
		t.Errorf("without a kind: %s", list(f))
	}
}

func TestSizes(t *testing.T) {
	statement := `{"Effect":"Deny","Action":"s3:GetObject","Resource":[` + strings.Repeat(`"arn:aws:s3:::bucket-number-%d/*",`, 1)
	var b strings.Builder
	b.WriteString(strings.Split(statement, "[")[0] + "[")
	for i := range 400 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"arn:aws:s3:::bucket-number-%d-of-many/*"`, i)
	}
	b.WriteString("]}")
	plain := `{"Version":"2012-10-17","Statement":[` + b.String() + `]}`
	withPrincipal := strings.Replace(plain, `"Action"`, `"Principal":"*","Action"`, 1)
	withTrust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["` + strings.Repeat(`123456789012","`, 300) + `123456789012"]},"Action":"sts:AssumeRole"}]}`
	for _, c := range []struct {
		kind         policy.Kind
		resourceType string
		src, code    string
	}{
		{policy.KindIdentity, "", plain, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"},
		{policy.KindBoundary, "", plain, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"},
		{policy.KindSession, "", plain, "IAMC_SESSION_POLICY_SIZE"},
		{policy.KindSCP, "", plain, "POLICY_SIZE_EXCEEDS_SCP_QUOTA"},
		{policy.KindRCP, "", withPrincipal, "POLICY_SIZE_EXCEEDS_RCP_QUOTA"},
		{policy.KindTrust, "", withTrust, "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA"},
		{policy.KindResource, "AWS::ApiGateway::RestApi", withPrincipal, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"},
	} {
		if f := Check([]byte(c.src), Options{Kind: c.kind, ResourceType: c.resourceType}); !has(f, c.code, "", true) {
			t.Errorf("%s %s: no %s", c.kind, c.resourceType, c.code)
		}
	}
	spaced := strings.ReplaceAll(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}`, ",", ","+strings.Repeat(" ", 20000))
	if f := Check([]byte(spaced), Options{Kind: policy.KindSCP}); len(f) > 0 {
		t.Errorf("white space counts: %s", list(f))
	}
}

func TestTooLarge(t *testing.T) {
	src := bytes.Repeat([]byte(" "), policy.MaxSource+1)
	f := Check(src, Options{})
	if len(f) != 1 || f[0].Code != policy.CodeTooLarge {
		t.Errorf("found %s", list(f))
	}
}

func TestReports(t *testing.T) {
	src := []byte("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\"Effect\": \"allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]\n}")
	reports := []FileReport{
		{File: "dir/a b.json", Kind: policy.KindIdentity, Findings: Check(src, Options{})},
		{File: "fine.json", Kind: policy.KindSCP},
	}
	var text, lines, sarif bytes.Buffer
	for _, err := range []error{WriteText(&text, reports), WriteJSON(&lines, reports), WriteSARIF(&sarif, reports)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if want := "dir/a b.json:3:28: error: The effect allow is neither Allow nor Deny. [INVALID_EFFECT] Statement[0].Effect (fix: Write Allow)\n"; text.String() != want {
		t.Errorf("text:\n%swant:\n%s", text.String(), want)
	}
	decoder := json.NewDecoder(&lines)
	var first, second map[string]any
	if decoder.Decode(&first) != nil || decoder.Decode(&second) != nil {
		t.Fatal("not two JSON objects")
	}
	finding := first["findings"].([]any)[0].(map[string]any)
	var keys []string
	for k := range finding {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	if want := []string{"code", "column", "fix", "learn_more", "length", "line", "message", "offset", "path", "type"}; !reflect.DeepEqual(keys, want) {
		t.Errorf("fields %v, want %v", keys, want)
	}
	if second["policy_type"] != "scp" || len(second["findings"].([]any)) != 0 {
		t.Errorf("second file: %v", second)
	}
	checkSARIF(t, sarif.Bytes())
}

func checkSARIF(t *testing.T, log []byte) {
	t.Helper()
	var got sarifLog
	if err := json.Unmarshal(log, &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != "2.1.0" || len(got.Runs) != 1 || len(got.Runs[0].Results) != 1 {
		t.Fatalf("SARIF: %s", log)
	}
	r := got.Runs[0].Results[0]
	if got.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Level != "error" || r.Locations[0].Physical.Artifact.URI != "dir/a%20b.json" {
		t.Errorf("SARIF: %s", log)
	}
	if region := r.Locations[0].Physical.Region; region.StartLine != 3 || region.StartColumn != 28 {
		t.Errorf("SARIF region %+v", region)
	}
	if len(r.Fixes) != 1 || r.Fixes[0].Changes[0].Replacements[0].Inserted.Text != `"Allow"` {
		t.Errorf("SARIF fixes %+v", r.Fixes)
	}
}

func TestApplyFixesLeavesOutOverlaps(t *testing.T) {
	src := []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["s3:Get*","s3:GetObject","s3:GetObject","s3:GetObjectAcl"],"Resource":"*"}]}`)
	made := 0
	for range 5 {
		var n int
		src, n = ApplyFixes(src, Check(src, Options{}))
		made += n
	}
	if want := `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["s3:Get*"],"Resource":"*"}]}`; string(src) != want || made != 3 {
		t.Errorf("after %d repairs: %s", made, src)
	}
}
