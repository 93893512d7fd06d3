package managed_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
)

func TestAll(t *testing.T) {
	policies := managed.All()
	if len(policies) < 1594 || len(policies) != managed.Info().Policies {
		t.Errorf("%d policies, Info says %d", len(policies), managed.Info().Policies)
	}
	var names []string
	newest := time.Time{}
	for _, p := range policies {
		names = append(names, p.Name)
		var document struct {
			Version   string
			Statement json.RawMessage
		}
		if err := json.Unmarshal([]byte(p.Document), &document); err != nil || document.Version == "" || len(document.Statement) == 0 {
			t.Errorf("%s: error %v, document %.80s", p.Name, err, p.Document)
		}
		if p.ARN != "arn:aws:iam::aws:policy"+p.Path+p.Name || !strings.HasPrefix(p.Path, "/") || !strings.HasPrefix(p.VersionID, "v") {
			t.Errorf("%s: ARN %s, path %s, version %s", p.Name, p.ARN, p.Path, p.VersionID)
		}
		if p.Created.Year() < 2010 || p.Updated.Before(p.Created) {
			t.Errorf("%s: created %s, updated %s", p.Name, p.Created, p.Updated)
		}
		if p.Updated.After(newest) {
			newest = p.Updated
		}
	}
	if !slices.IsSorted(names) || !slices.Equal(names, managed.Names()) {
		t.Error("the names are not sorted, or not those of Names")
	}
	if got := managed.Info().Date; got != newest.Format(time.DateOnly) {
		t.Errorf("Info tells the date %s, the newest version is of %s", got, newest.Format(time.DateOnly))
	}
}

func TestLookup(t *testing.T) {
	for _, name := range []string{
		"AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws-cn:iam::aws:policy/AdministratorAccess",
	} {
		p, ok := managed.Lookup(name)
		if !ok || p.ARN != "arn:aws:iam::aws:policy/AdministratorAccess" || p.VersionID != "v1" {
			t.Errorf("%s: %v %+v", name, ok, p)
		}
		want := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
		if p.Document != want {
			t.Errorf("%s: document %s", name, p.Document)
		}
	}
	p, ok := managed.Lookup("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
	if !ok || p.Path != "/service-role/" || !strings.Contains(p.Document, `"logs:PutLogEvents"`) {
		t.Errorf("AWSLambdaBasicExecutionRole: %v %+v", ok, p)
	}
	for _, no := range []string{
		"", "administratoraccess", "arn:aws:iam::aws:policy/service-role/AdministratorAccess",
		"arn:aws:iam::123456789012:policy/AdministratorAccess", "arn:aws:s3:::bucket", "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole", "/index",
	} {
		if p, ok := managed.Lookup(no); ok {
			t.Errorf("Lookup(%q) found %s", no, p.ARN)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	for b.Loop() {
		managed.Lookup("ReadOnlyAccess")
	}
}
