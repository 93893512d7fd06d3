package snapshot

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func TestEmbeddedSurvivesWritingAndPacking(t *testing.T) {
	embedded, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if len(embedded.Services) < 400 || len(embedded.ManagedPolicies) < 1500 || embedded.Date == "" {
		t.Fatalf("%d services, %d managed policies, date %q", len(embedded.Services), len(embedded.ManagedPolicies), embedded.Date)
	}
	for _, compressed := range []bool{false, true} {
		var file bytes.Buffer
		if err := embedded.Write(&file, compressed); err != nil {
			t.Fatal(err)
		}
		read, err := Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		for i := range embedded.Services {
			if a, b := normal(embedded.Services[i]), normal(read.Services[i]); !reflect.DeepEqual(a, b) {
				t.Fatalf("compressed %v: %s is not the same after reading", compressed, a.Prefix)
			}
		}
		if !reflect.DeepEqual(embedded.ManagedPolicies, read.ManagedPolicies) {
			t.Errorf("compressed %v: the managed policies are not the same after reading", compressed)
		}
	}
	packed, err := embedded.Pack(catalog.AcceptedActions())
	if err != nil {
		t.Fatal(err)
	}
	services, err := catalog.Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(services, embedded.Services) {
		t.Error("the services are not the same after packing")
	}
	about, err := catalog.Describe(packed)
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := catalog.Embedded(); !reflect.DeepEqual(about, want) {
		t.Errorf("the summary is %+v, want %+v", about, want)
	}
}

// normal takes away what a file does not hold: empty lists, and what decoding adds.
func normal(s catalog.Service) catalog.Service {
	out := catalog.Service{Prefix: s.Prefix, Name: s.Name, RCPSupported: s.RCPSupported}
	out.Actions = append(out.Actions, s.Actions...)
	out.ResourceTypes = append(out.ResourceTypes, s.ResourceTypes...)
	out.ConditionKeys = append(out.ConditionKeys, s.ConditionKeys...)
	return out
}

func TestReadSorts(t *testing.T) {
	s, err := Read(strings.NewReader(`{"format": "iam-copilot-catalog/1", "date": "2026-01-02", "services": [
		{"prefix": "S3", "name": "Amazon S3", "actions": [
			{"name": "PutObject", "access_level": "Write", "resources": [{"name": "Object"}, {"name": "bucket"}], "condition_keys": ["s3:b", "s3:a", "s3:b"]},
			{"name": "GetObject", "access_level": "Read"}],
		 "resource_types": [{"name": "object", "arn": "x"}, {"name": "bucket", "arn": "y"}]},
		{"prefix": "ec2", "name": "Amazon EC2"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if s.Services[0].Prefix != "ec2" || s.Services[1].Prefix != "s3" {
		t.Fatalf("services %+v", s.Services)
	}
	s3 := s.Services[1]
	if s3.Actions[0].Name != "GetObject" || s3.Actions[1].Resources[0].Name != "bucket" || s3.Actions[1].Resources[1].Name != "object" {
		t.Errorf("actions %+v", s3.Actions)
	}
	if got := s3.Actions[1].ConditionKeys; !reflect.DeepEqual(got, []string{"s3:a", "s3:b"}) {
		t.Errorf("condition keys %v", got)
	}
}

func TestReadRefuses(t *testing.T) {
	file := func(services string) string {
		return `{"format": "iam-copilot-catalog/1", "date": "2026-01-02", "services": [` + services + `]}`
	}
	for name, c := range map[string]struct{ text, want string }{
		"no JSON":          {"nonsense", "not a catalog snapshot"},
		"another document": {`{"Version": "2012-10-17"}`, `the format is "", not "iam-copilot-catalog/1"`},
		"another version":  {`{"format": "iam-copilot-catalog/9"}`, `"iam-copilot-catalog/9"`},
		"broken gzip":      {"\x1f\x8bxx", "compressed"},
		"empty":            {"", "not a catalog snapshot"},
		"service twice":    {file(`{"prefix": "s3"}, {"prefix": "S3"}`), "the service s3 occurs twice"},
		"no prefix":        {file(`{"name": "x"}`), "a service has no name"},
		"prefix with a colon": {
			file(`{"prefix": "s3:x"}`), `"s3:x" is no service prefix`,
		},
		"action twice": {
			file(`{"prefix": "s3", "actions": [{"name": "A", "access_level": "Read"}, {"name": "a", "access_level": "Read"}]}`),
			"the action a of s3 occurs twice",
		},
		"unknown level": {
			file(`{"prefix": "s3", "actions": [{"name": "A", "access_level": "Look"}]}`), `s3:A has the access level "Look"`,
		},
		"unknown resource type": {
			file(`{"prefix": "s3", "actions": [{"name": "A", "access_level": "Read", "resources": [{"name": "x"}]}]}`),
			`s3:A takes the resource type "x", which the service does not have`,
		},
	} {
		if _, err := Read(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func TestPackLeavesOutAcceptedActionsThatAreListed(t *testing.T) {
	s, err := Read(strings.NewReader(`{"format": "iam-copilot-catalog/1", "date": "2026-01-02", "services": [
		{"prefix": "s3", "actions": [{"name": "GetObject", "access_level": "Read"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	packed, err := s.Pack(map[string]string{"s3:getobject": "somewhere", "s3:Old": "elsewhere"})
	if err != nil {
		t.Fatal(err)
	}
	about, err := catalog.Describe(packed)
	if err != nil || about.Services != 1 || about.Actions != 1 || about.Date != "2026-01-02" {
		t.Errorf("summary %+v, error %v", about, err)
	}
	if again, err := s.Pack(map[string]string{"s3:Old": "elsewhere"}); err != nil || !bytes.Equal(packed, again) {
		t.Errorf("an accepted action that the snapshot lists was kept (error %v)", err)
	}
}
