package iam

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// prefixes are the prefixes of the actions of each of the SDK's packages; "" for those
// whose calls need no permission of the tenant's credential.
var prefixes = map[string]string{
	"accessanalyzer": "access-analyzer", "account": "account", "bedrockruntime": "bedrock", "cloudtrail": "cloudtrail", "iam": "iam",
	"identitystore": "identitystore", "organizations": "organizations", "ssoadmin": "sso", "sts": "sts",
	"kms":     "", // with the server's own identity, for the master key
	"sso":     "", // with the access token of a person ("IAM Identity Center Portal API Reference")
	"ssooidc": "", // before anybody has signed in ("IAM Identity Center OIDC API Reference")
}

// named are the actions of operations whose names differ ("Actions, resources, and
// condition keys for Amazon Bedrock", Service Authorization Reference).
var named = map[string]string{"bedrock:Converse": "bedrock:InvokeModel"}

// called finds every operation of AWS that the sources call: each is called with its
// own type of input.
func called(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir("..", func(at string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && entry.Name() == "testkit" {
			if err == nil {
				err = filepath.SkipDir
			}
			return err
		}
		if entry.IsDir() || !strings.HasSuffix(at, ".go") || strings.HasSuffix(at, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), at, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		services := map[string]string{}
		for _, spec := range file.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			if service, ok := strings.CutPrefix(target, "github.com/aws/aws-sdk-go-v2/service/"); ok && !strings.Contains(service, "/") {
				name := path.Base(target)
				if spec.Name != nil {
					name = spec.Name.Name
				}
				services[name] = service
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			base, _ := selector.X.(*ast.Ident)
			operation, input := strings.CutSuffix(selector.Sel.Name, "Input")
			if service := services[identifier(base)]; service != "" && input && operation != "" {
				prefix, known := prefixes[service]
				if !known {
					t.Errorf("%s calls the service %s: say in the table what the prefix of its actions is", at, service)
				} else if prefix != "" {
					out[prefix+":"+operation] = at
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func identifier(base *ast.Ident) string {
	if base == nil {
		return ""
	}
	return base.Name
}

// Every operation that the code calls is in the table, and the table names nothing
// that AWS does not have.
func TestEveryCallOfAWSIsInTheTable(t *testing.T) {
	var all []string
	for _, f := range features {
		for _, action := range f.actions {
			if catalog.LookupAction(action) == nil {
				t.Errorf("%s: AWS has no action %s", f.name, action)
			}
			all = append(all, action)
		}
	}
	calls := called(t)
	if len(calls) < 100 {
		t.Fatalf("only %d calls were found: the test looks in the wrong place", len(calls))
	}
	for operation, at := range calls {
		action := operation
		if other, differs := named[operation]; differs {
			action = other
		}
		if !slices.Contains(all, action) {
			t.Errorf("%s calls %s, which no feature names", at, operation)
		}
	}
	for _, o := range Operations() {
		if !slices.Contains(all, o.Name) {
			t.Errorf("plans can send %s, which no feature names", o.Name)
		}
	}
}

func TestThePolicyOfFeaturesAllowsThemAndNoMore(t *testing.T) {
	for _, f := range features {
		out, err := new(Service).RequiredPermissions(t.Context(), access.Scope{}, api.RequiredPermissionsIn{Features: f.name})
		if err != nil {
			t.Fatal(err)
		}
		checkPolicy(t, f.name, out.Policy, f.actions)
	}
	all, err := new(Service).RequiredPermissions(t.Context(), access.Scope{}, api.RequiredPermissionsIn{})
	if err != nil || len(all.Features) != len(features) {
		t.Fatalf("%d features, %v", len(all.Features), err)
	}
	checkPolicy(t, "all", all.Policy, nil)
	if _, err := new(Service).RequiredPermissions(t.Context(), access.Scope{}, api.RequiredPermissionsIn{Features: "iam.read,nothing"}); err == nil {
		t.Error("an unknown feature is taken")
	}
}

// checkPolicy holds a policy against the linter, the quota, and the actions. What IAM
// administrators need is dangerous by nature, which our own checks (IAMC_…) tell;
// AWS's checks find nothing.
func checkPolicy(t *testing.T, name, text string, actions []string) {
	t.Helper()
	for _, f := range lint.Check([]byte(text), lint.Options{}) {
		if !strings.HasPrefix(f.Code, "IAMC_") || f.Type == lint.TypeError {
			t.Errorf("%s: %s: %s", name, f.Code, f.Message)
		}
	}
	if size := policy.Size([]byte(text)); size > policy.Quotas(policy.KindIdentity)[0].Characters {
		t.Errorf("%s: the policy has %d characters", name, size)
	}
	for _, action := range actions {
		if action == "sts:AssumeRole" {
			continue // which the role's trust policy has to allow as well
		}
		context := map[string]eval.Values{"iam:PassedToService": {"ec2.amazonaws.com"}}
		answer, err := eval.Simulate(eval.Request{
			Principal: "arn:aws:iam::123456789012:user/x", Action: action, Resource: "arn:aws:iam::123456789012:role/x", Context: context,
			IdentityPolicies: []eval.Document{{Text: text}},
		})
		if err != nil || answer.Decision != "allowed" {
			t.Errorf("%s: %s is %s, %v", name, action, answer.Decision, err)
		}
	}
}

func TestThePageIsOfTheTable(t *testing.T) {
	page, err := os.ReadFile("../../../docs/aws-permissions.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != PermissionsPage() {
		t.Error("docs/aws-permissions.md is not what the table says: run `make gen`")
	}
}
