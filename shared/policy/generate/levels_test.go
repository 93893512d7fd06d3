package generate

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

func levelsOn(t *testing.T, services []string, names string, arns ...string) Result {
	t.Helper()
	levels, err := ParseLevels(strings.Split(names, ","))
	if err != nil {
		t.Fatal(err)
	}
	r, err := FromLevels(LevelsRequest{Levels: levels, Services: services, ResourceARNs: arns})
	if err != nil {
		t.Fatal(err)
	}
	if findings := lint.Check([]byte(r.Document), lint.Options{Kind: policy.KindIdentity}); lint.HasErrors(findings) {
		t.Errorf("%v\n%s", findings, r.Document)
	}
	return r
}

func TestFromLevels(t *testing.T) {
	for _, c := range []struct {
		name     string
		services []string
		levels   string
		arns     []string
		want     []string // statements; one that ends in "…" is the beginning
		assume   []string
	}{
		{"objects", nil, "write", []string{"arn:aws:s3:::b/*"}, []string{"Allow s3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectAnnotation s3:DeleteObjectVersion …"}, nil},
		{"a bucket gives nothing on objects", nil, "list", []string{"arn:aws:s3:::b"}, []string{"Allow s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListTagsForResource on arn:aws:s3:::b"}, []string{"cannot be limited to a resource and are left out (s3:ListA"}},
		{"a queue", nil, "write", []string{"arn:aws:sqs:eu-west-1:111122223333:q"}, []string{"Allow sqs:CancelMessageMoveTask sqs:ChangeMessageVisibility sqs:CreateQueue sqs:DeleteMessage sqs:DeleteQueue sqs:PurgeQueue sqs:SendMessage sqs:StartMessageMoveTask on arn:aws:sqs:eu-west-1:111122223333:q"}, nil},
		{"a named service also gets what takes no resource", []string{"sns"}, "list", []string{"arn:aws:sns:eu-west-1:111122223333:t"}, []string{"Allow sns:ListEndpointsByPlatformApplication …", "Allow sns:ListSubscriptionsByTopic on arn:aws:sns:eu-west-1:111122223333:t"}, nil},
		{"a service alone", []string{"sqs"}, "tagging", nil, []string{"Allow sqs:TagQueue sqs:UntagQueue on *"}, []string{"No ARN of Amazon SQS was given"}},
		{"permissions", nil, "permissions-management", []string{"arn:aws:sqs:eu-west-1:111122223333:q"}, []string{"Allow sqs:AddPermission sqs:RemovePermission sqs:SetQueueAttributes on arn:aws:sqs:eu-west-1:111122223333:q"}, nil},
		{
			"needs on given ARNs", nil, "list",
			[]string{"arn:aws:aiops:eu-west-1:111122223333:investigation-group/g", "arn:aws:kms:eu-west-1:111122223333:key/k"},
			[]string{"Allow kms:Decrypt kms:ListGrants …"},
			nil,
		},
		{"needs on ARNs not given", nil, "write", []string{"arn:aws:lambda:eu-west-1:111122223333:function:f"}, []string{"Allow lambda:CreateAlias lambda:CreateFunction …"}, []string{"lambda:CreateFunction needs iam:PassRole"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := levelsOn(t, c.services, c.levels, c.arns...)
			lines := flatten(r.Statements)
			for _, want := range c.want {
				begin, cut := strings.CutSuffix(want, "…")
				if !slices.ContainsFunc(lines, func(l string) bool { return l == want || cut && strings.HasPrefix(l, begin) }) {
					t.Errorf("no %q in\n%s", want, strings.Join(lines, "\n"))
				}
			}
			for _, want := range c.assume {
				if !slices.ContainsFunc(r.Assumptions, func(a string) bool { return strings.Contains(a, want) }) {
					t.Errorf("no assumption with %q in %q", want, r.Assumptions)
				}
			}
		})
	}
}

// TestFromLevelsGivesOnlyTheLevels tries every service at every level.
func TestFromLevelsGivesOnlyTheLevels(t *testing.T) {
	for _, prefix := range []string{"s3", "ec2", "iam", "dynamodb", "kms", "lambda", "rds", "ecs", "sns"} {
		for name, level := range levelNames {
			r, err := FromLevels(LevelsRequest{Levels: []catalog.AccessLevel{level}, Services: []string{prefix}})
			var nothing *NotUnderstoodError
			if errors.As(err, &nothing) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range r.Statements {
				for _, pattern := range s.Action {
					for _, action := range catalog.Expand(pattern) {
						if got := catalog.LookupAction(action).Level; got != level {
							t.Errorf("%s %s: %s (by %s) has the level %s", prefix, name, action, pattern, got)
						}
					}
				}
			}
		}
	}
}

func TestFromLevelsAlsoActsOn(t *testing.T) {
	r := levelsOn(t, nil, "write", "arn:aws:ec2:eu-west-1:111122223333:instance/i-0a")
	if !slices.ContainsFunc(r.Assumptions, func(a string) bool {
		return strings.Contains(a, "also acts on the resource type")
	}) {
		t.Errorf("%q", r.Assumptions)
	}
	for _, s := range r.Statements {
		for _, resource := range s.Resource {
			if !strings.HasPrefix(resource, "arn:aws:ec2:eu-west-1:") || resource == "*" {
				t.Errorf("%s reaches beyond the Region of the ARN", resource)
			}
		}
	}
}

func TestFromLevelsSplits(t *testing.T) {
	r := levelsOn(t, []string{"ec2"}, "read,list,write,tagging")
	if r.Parts == nil {
		t.Fatalf("%d characters are one policy", compactSize(r.Document))
	}
	whole := map[string]bool{}
	for _, s := range r.Statements {
		for _, a := range s.Action {
			whole[a] = true
		}
	}
	for _, part := range r.Parts {
		if size := policy.Size([]byte(part)); size > managedPolicyQuota {
			t.Errorf("a part has %d characters", size)
		}
		doc := policy.ParseString(part)
		if err := doc.Err(); err != nil {
			t.Fatal(err)
		}
		for i := range doc.Statements {
			for _, a := range doc.Statements[i].Action.Texts() {
				delete(whole, a)
			}
		}
	}
	if len(whole) > 0 {
		t.Errorf("the parts lack %v", whole)
	}
}

func TestFromLevelsRefuses(t *testing.T) {
	if _, err := ParseLevels([]string{"read", "everything"}); err == nil || !strings.Contains(err.Error(), `"everything" is no access level`) {
		t.Error(err)
	}
	read := []catalog.AccessLevel{catalog.Read}
	for _, c := range []struct {
		request LevelsRequest
		want    string
	}{
		{LevelsRequest{Levels: read}, "need something to be on"},
		{LevelsRequest{Services: []string{"s3"}}, "need something to be on"},
		{LevelsRequest{Levels: read, Services: []string{"s4"}}, `"s4" is no service prefix. Did you mean`},
		{LevelsRequest{Levels: read, ResourceARNs: []string{"my-bucket"}}, "is not an ARN"},
		{LevelsRequest{Levels: []catalog.AccessLevel{catalog.Tagging}, ResourceARNs: []string{"arn:aws:nothing:::x"}}, "No action of these access levels"},
		{LevelsRequest{Levels: read, ResourceARNs: make([]string, MaxARNs+1)}, "too long"},
		{LevelsRequest{Levels: read, Services: make([]string, MaxClauses+1)}, "too long"},
	} {
		if _, err := FromLevels(c.request); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.request, err, c.want)
		}
	}
}

func TestSplitDocument(t *testing.T) {
	statements := []Statement{
		{Sid: "A", Effect: "Allow", Action: []string{"s3:GetObject", "s3:PutObject", "s3:DeleteObject"}, Resource: []string{"*"}},
		{Sid: "B", Effect: "Allow", Action: []string{"s3:GetObject"}, Resource: []string{"arn:aws:s3:::aaaaaaaaaaaaaaaaaaaaaaaaaa", "arn:aws:s3:::bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}},
		{Sid: "C", Effect: "Deny", NotAction: []string{"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:GetBucketLocation"}, Resource: []string{"*"}},
	}
	parts := splitDocument(statements, 130)
	all := strings.Join(parts, "")
	for _, want := range []string{"APart1", "APart2", "BPart1", "BPart2", `"C"`} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in\n%s", want, all)
		}
	}
	if got := splitDocument(statements, 10_000); len(got) != 1 || cmp.Diff(printDocument(statements), got[0]) != "" {
		t.Errorf("%q", got)
	}
}
