package catalog_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func TestInfoCountsWhatIsThere(t *testing.T) {
	info := catalog.Info()
	got := catalog.Summary{Date: info.Date, Sources: info.Sources, Services: len(catalog.Prefixes())}
	for _, p := range catalog.Prefixes() {
		s := catalog.Lookup(p)
		got.Actions += len(s.Actions)
		got.ResourceTypes += len(s.ResourceTypes)
		got.ConditionKeys += len(s.ConditionKeys)
	}
	if diff := cmp.Diff(info, got); diff != "" {
		t.Errorf("Info differs from the content (-info +content):\n%s", diff)
	}
	if info.Services < 456 || info.Actions < 22091 || info.ResourceTypes < 2334 || info.ConditionKeys < 2578 {
		t.Errorf("the snapshot shrank: %+v", info)
	}
	if info.Date < "2026-09-26" || len(info.Sources) != 2 {
		t.Errorf("date %q, sources %q", info.Date, info.Sources)
	}
}

func TestEverythingIsSortedAndComplete(t *testing.T) {
	fold := func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
	if !slices.IsSorted(catalog.Prefixes()) {
		t.Error("prefixes are not sorted")
	}
	for _, p := range catalog.Prefixes() {
		s := catalog.Lookup(p)
		if s.Prefix != p || s.Name == "" || s.Name != catalog.ServiceName(p) {
			t.Errorf("%s: prefix %q, name %q", p, s.Prefix, s.Name)
		}
		if !slices.IsSortedFunc(s.Actions, func(a, b catalog.Action) int { return fold(a.Name, b.Name) }) ||
			!slices.IsSortedFunc(s.ResourceTypes, func(a, b catalog.ResourceType) int { return fold(a.Name, b.Name) }) ||
			!slices.IsSortedFunc(s.ConditionKeys, func(a, b catalog.ConditionKey) int { return fold(a.Name, b.Name) }) {
			t.Errorf("%s: a list is not sorted", p)
		}
		for i := range s.Actions {
			a := &s.Actions[i]
			if s.Action(strings.ToUpper(a.Name)) != a {
				t.Errorf("%s:%s is not found by its name", p, a.Name)
			}
			for _, r := range a.Resources {
				if s.ResourceType(r.Name) == nil {
					t.Errorf("%s:%s takes %q, which the service lacks", p, a.Name, r.Name)
				}
			}
			for _, d := range a.DependentActions {
				if !strings.Contains(d, ":") {
					t.Errorf("%s:%s depends on %q", p, a.Name, d)
				}
			}
		}
		for i := range s.ResourceTypes {
			for _, arn := range s.ResourceTypes[i].ARNs() {
				if !strings.HasPrefix(arn, "arn:${Partition}:") || strings.Contains(arn, " ") {
					t.Errorf("%s: resource type %s has the ARN %q", p, s.ResourceTypes[i].Name, arn)
				}
			}
		}
		for i := range s.ConditionKeys {
			if k := &s.ConditionKeys[i]; s.ConditionKey(k.Name) != k || k.Type == "" {
				t.Errorf("%s: condition key %q of type %q is not found by its name", p, k.Name, k.Type)
			}
		}
	}
}

func TestKnownActions(t *testing.T) {
	for _, c := range []struct {
		action         string
		level          catalog.AccessLevel
		resources      []string
		permissionOnly bool
		depends        []string
	}{
		{"s3:GetObject", catalog.Read, []string{"accesspointobject", "object"}, false, nil},
		{"s3:ListBucket", catalog.List, []string{"accesspoint", "bucket"}, false, nil},
		{"s3:PutObject", catalog.Write, []string{"accesspointobject", "object"}, false, nil},
		{"s3:PutBucketPolicy", catalog.PermissionsManagement, []string{"bucket"}, false, nil},
		{"s3:PutObjectTagging", catalog.Tagging, []string{"accesspointobject", "object"}, false, nil},
		{"s3:ListAllMyBuckets", catalog.List, nil, false, nil},
		{"iam:PassRole", catalog.Write, []string{"role"}, true, nil},
		{"lambda:InvokeFunction", catalog.Write, []string{"function"}, true, nil},
		{"lambda:CreateFunction", catalog.Write, []string{"function"}, false, []string{"iam:PassRole", "lambda:PassCapacityProvider"}},
		{"sts:AssumeRole", catalog.Write, []string{"role"}, false, nil},
		{"kms:Decrypt", catalog.Write, []string{"key"}, false, nil},
		{"dynamodb:GetItem", catalog.Read, []string{"table"}, false, nil},
		{"ec2:CreateTags", catalog.Tagging, nil, false, nil},
	} {
		t.Run(c.action, func(t *testing.T) {
			a := catalog.LookupAction(c.action)
			if a == nil {
				t.Fatal("not in the catalog")
			}
			if a.Level != c.level {
				t.Errorf("access level %q, want %q", a.Level, c.level)
			}
			var resources, depends []string
			for _, r := range a.Resources {
				resources = append(resources, r.Name)
				depends = append(depends, r.DependentActions...)
			}
			depends = append(depends, a.DependentActions...)
			if c.action != "ec2:CreateTags" { // takes nearly every type
				if diff := cmp.Diff(c.resources, resources); diff != "" {
					t.Errorf("resource types (-want +got):\n%s", diff)
				}
			}
			if diff := cmp.Diff(c.depends, depends); diff != "" {
				t.Errorf("dependent actions (-want +got):\n%s", diff)
			}
			if c.permissionOnly != a.PermissionOnly && c.action != "lambda:InvokeFunction" {
				t.Errorf("permission only: %v, want %v", a.PermissionOnly, c.permissionOnly)
			}
		})
	}
}

func TestLookupIgnoresCase(t *testing.T) {
	if catalog.Lookup("S3") != catalog.Lookup("s3") || catalog.Lookup("s3") == nil {
		t.Error("Lookup minds the case of a prefix")
	}
	if a := catalog.LookupAction("DYNAMODB:getitem"); a == nil || a.Name != "GetItem" {
		t.Errorf("DYNAMODB:getitem gave %v", a)
	}
	if catalog.Lookup("s4") != nil || catalog.Known("s4") || catalog.Lookup("") != nil {
		t.Error("an unknown prefix was found")
	}
	for _, no := range []string{"s3", "s3:", ":GetObject", "s3:GetObjects", "nope:GetObject", "s3:Get*"} {
		if catalog.LookupAction(no) != nil {
			t.Errorf("LookupAction(%q) found something", no)
		}
	}
}

func TestResourceTypes(t *testing.T) {
	for prefix, types := range map[string]map[string]string{
		"s3":     {"object": "arn:${Partition}:s3:::${BucketName}/${ObjectName}", "BUCKET": "arn:${Partition}:s3:::${BucketName}"},
		"lambda": {"function": "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}"},
		"iam":    {"role": "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"},
	} {
		for name, arn := range types {
			if got := catalog.Lookup(prefix).ResourceType(name); got == nil || got.ARN != arn {
				t.Errorf("%s %s: %+v, want %s", prefix, name, got, arn)
			}
		}
	}
}

func TestExpand(t *testing.T) {
	for _, c := range []struct {
		pattern string
		want    []string
	}{
		{"s3:GetObject", []string{"s3:GetObject"}},
		{"S3:getobject", []string{"s3:GetObject"}},
		{"sqs:*Message", []string{"sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"}},
		{"sqs:?endmessage", []string{"sqs:SendMessage"}},
		{"sqs:SendMessage?", nil},
		{"sqs:Nothing*", nil},
		{"nope:*", nil},
		{"sqs", nil},
		{"", nil},
		{":", nil},
		{"s*:GetObject", nil},
		{"*:GetObject", nil},
	} {
		if diff := cmp.Diff(c.want, catalog.Expand(c.pattern)); diff != "" {
			t.Errorf("Expand(%q) (-want +got):\n%s", c.pattern, diff)
		}
	}
	for _, everything := range []string{"*", "*:*", "**"} {
		if got := len(catalog.Expand(everything)); got != catalog.Info().Actions {
			t.Errorf("Expand(%q) gives %d actions, not %d", everything, got, catalog.Info().Actions)
		}
	}
	if got, want := len(catalog.Expand("ec2:*")), len(catalog.Lookup("ec2").Actions); got != want {
		t.Errorf("ec2:* gives %d actions, not %d", got, want)
	}
	if got := catalog.Expand("s3:Get*"); !slices.Contains(got, "s3:GetObjectTagging") || slices.Contains(got, "s3:PutObject") {
		t.Errorf("s3:Get* gives %q", got)
	}
}

func TestWithName(t *testing.T) {
	if diff := cmp.Diff([]string{"logs:CreateLogGroup"}, catalog.WithName("createloggroup")); diff != "" {
		t.Error(diff)
	}
	if got := catalog.WithName("GetObject"); !slices.Contains(got, "s3:GetObject") || len(got) < 2 {
		t.Errorf("GetObject is in %q", got)
	}
	if got := catalog.WithName("Frobnicate"); got != nil {
		t.Errorf("Frobnicate is in %q", got)
	}
}

func TestTemplatedConditionKeys(t *testing.T) {
	for _, c := range []struct{ service, name, want, kind string }{
		{"s3", "s3:ExistingObjectTag/team", "s3:ExistingObjectTag/<key>", "String"},
		{"s3", "S3:EXISTINGOBJECTTAG/Team", "s3:ExistingObjectTag/<key>", "String"},
		{"s3", "s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/<key>", "String"},
		{"s3", "s3:ExistingObjectTag/", "", ""},
		{"s3", "s3:prefix", "s3:prefix", "String"},
		{"s3", "s3:Prefixes", "", ""},
		{"s3", "aws:RequestTag/owner", "aws:RequestTag/${TagKey}", "String"},
		{"s3", "aws:TagKeys", "aws:TagKeys", "ArrayOfString"},
		{"dynamodb", "dynamodb:LeadingKeys", "dynamodb:LeadingKeys", "ArrayOfString"},
		{"ec2", "ec2:ResourceTag/a/b", "ec2:ResourceTag/${TagKey}", "String"},
	} {
		k := catalog.Lookup(c.service).ConditionKey(c.name)
		switch {
		case k == nil && c.want != "":
			t.Errorf("%s: not found", c.name)
		case k != nil && (k.Name != c.want || k.Type != c.kind):
			t.Errorf("%s: found %s of type %s, want %s of type %s", c.name, k.Name, k.Type, c.want, c.kind)
		}
	}
}

func TestGlobalKeys(t *testing.T) {
	for _, c := range []struct {
		name, want, kind string
		many             bool
	}{
		{"aws:SourceIp", "aws:SourceIp", "IPAddress", false},
		{"AWS:SOURCEIP", "aws:SourceIp", "IPAddress", false},
		{"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthPresent", "Bool", false},
		{"aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", "Numeric", false},
		{"aws:PrincipalTag/team", "aws:PrincipalTag/${TagKey}", "String", false},
		{"aws:ResourceTag/a/b", "aws:ResourceTag/${TagKey}", "String", false},
		{"aws:TagKeys", "aws:TagKeys", "ArrayOfString", true},
		{"aws:PrincipalOrgPaths", "aws:PrincipalOrgPaths", "ArrayOfString", true},
		{"aws:PrincipalOrgID", "aws:PrincipalOrgID", "String", false},
		{"aws:CurrentTime", "aws:CurrentTime", "Date", false},
		{"ec2:SourceInstanceARN", "ec2:SourceInstanceArn", "ARN", false},
		{"aws:Nothing", "", "", false},
		{"aws:PrincipalTag", "", "", false},
	} {
		k := catalog.GlobalKey(c.name)
		if k == nil {
			if c.want != "" {
				t.Errorf("%s: not found", c.name)
			}
			continue
		}
		if k.Name != c.want || k.Type != c.kind || k.Multivalued() != c.many || strings.HasPrefix(k.ElementType(), "ArrayOf") {
			t.Errorf("%s: found %+v", c.name, k)
		}
	}
	keys := catalog.GlobalKeys()
	if !slices.IsSortedFunc(keys, func(a, b catalog.ConditionKey) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	}) {
		t.Error("the global keys are not sorted")
	}
	for i := range keys {
		if k := catalog.GlobalKey(keys[i].Name); k == nil || k.Name != keys[i].Name {
			t.Errorf("%s is not found by its name", keys[i].Name)
		}
	}
}

func TestAccepted(t *testing.T) {
	for action, want := range map[string]bool{
		"deepracer:GetTrack":                   true,
		"DEEPRACER:gettrack":                   true,
		"deeplens:AnythingAtAll":               true,
		"deeplens:*":                           true,
		"iot1click:List*":                      true,
		"sumerian:View":                        true,
		"cloudhsm:GetConfig":                   true,
		"cloudhsm:GetCon*":                     true,
		"s3:GetObjects":                        false,
		"s3:Gte*":                              false,
		"nothing:Get":                          false,
		"":                                     false,
		"budgets:DescribeBudget":               true,
		"trustedadvisor:CreateX":               false,
		"iotroborunner:GetSite":                true,
		"sagemaker-groundtruth-synthetic:Get*": true,
	} {
		if got := catalog.Accepted(action); got != want {
			t.Errorf("Accepted(%q) = %v (%s)", action, got, catalog.AcceptedSource(action))
		}
	}
	if got := catalog.AcceptedSource("deepracer:GetTrack"); !strings.HasPrefix(got, "Service Authorization Reference of ") {
		t.Errorf("deepracer:GetTrack is known from %q", got)
	}
	if !catalog.AcceptedPrefix("Zocalo") || catalog.AcceptedPrefix("nothing") {
		t.Error("AcceptedPrefix is wrong about zocalo or nothing")
	}
}

func TestRCPSupport(t *testing.T) {
	for prefix, want := range map[string]bool{"s3": true, "sts": true, "kms": true, "sqs": true, "secretsmanager": true, "iam": false} {
		if got := catalog.Lookup(prefix).RCPSupported; got != want {
			t.Errorf("%s: %v", prefix, got)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	prefixes := catalog.Prefixes()
	results := make([][]*catalog.Service, 8)
	var wait sync.WaitGroup
	for i := range results {
		wait.Go(func() {
			for _, p := range prefixes {
				s := catalog.Lookup(p)
				s.Match("Get*")
				results[i] = append(results[i], s)
			}
		})
	}
	wait.Wait()
	for i := range results {
		if !slices.Equal(results[0], results[i]) {
			t.Fatal("two callers got different services")
		}
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	catalog.LookupAction("s3:GetObject")
	if n := testing.AllocsPerRun(100, func() { catalog.LookupAction("s3:GetObject") }); n != 0 {
		t.Errorf("LookupAction allocates %v times", n)
	}
}

func BenchmarkLookupAction(b *testing.B) {
	for b.Loop() {
		catalog.LookupAction("ec2:TerminateInstances")
	}
}

func BenchmarkExpandAll(b *testing.B) {
	for b.Loop() {
		catalog.Expand("*")
	}
}
