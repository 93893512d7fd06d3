package reference

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

const s3File = `{"Name": "s3", "Version": "v1.4",
  "Actions": [
    {"Name": "GetObject", "ActionConditionKeys": ["s3:authType"],
     "Annotations": {"Properties": {"IsList": false, "IsPermissionManagement": false, "IsTaggingOnly": false, "IsWrite": false}},
     "Resources": [{"Name": "object"}], "SupportedBy": {"IAM Access Analyzer Policy Generation": false}},
    {"Name": "PutBucketPolicy", "Annotations": {"Properties": {"IsPermissionManagement": true, "IsWrite": true}}, "Resources": [{"Name": "bucket"}, {"Name": "unheard"}]},
    {"Name": "TagResource", "Annotations": {"Properties": {"IsTaggingOnly": true, "IsWrite": true}}},
    {"Name": "ListThings", "Annotations": {"Properties": {"IsList": true}}},
    {"Name": "DeleteBucket", "Annotations": {"Properties": {"IsWrite": true}}, "Resources": [{"Name": "bucket"}]},
    {"Name": "CreateThing", "Annotations": {"Properties": {"IsWrite": true}}},
    {"Name": "creatething"}],
  "ConditionKeys": [{"Name": "s3:authType", "Types": ["String"]}, {"Name": "aws:TagKeys", "Types": ["ArrayOfString"]}],
  "Operations": [{"Name": "GetObject", "SDK": [{"Name": "s3", "Method": "get_object", "Package": "Boto3"}]}],
  "Resources": [
    {"Name": "bucket", "ARNFormats": ["arn:${Partition}:s3:::${BucketName}"]},
    {"Name": "object", "ARNFormats": ["arn:${Partition}:s3:::${BucketName}/${ObjectName}", "arn:${Partition}:s3:::other/${Name}"], "ConditionKeys": ["aws:ResourceTag/${TagKey}"]}]}`

const ec2File = `{"Name": "ec2", "Actions": [], "ConditionKeys": [], "Resources": []}`

// serve serves files at their paths; {} in one stands for the server's own address.
func serve(t *testing.T, files map[string]string) *httptest.Server {
	t.Helper()
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = fmt.Fprint(w, strings.ReplaceAll(text, "{}", server.URL))
	}))
	t.Cleanup(server.Close)
	return server
}

const listFile = `[{"service": "s3", "url": "{}/v1/s3/s3.json"}, {"service": "ec2", "url": "{}/v1/ec2/ec2.json"}]`

func fetch(t *testing.T, server *httptest.Server) (*Services, error) {
	t.Helper()
	return Fetch(t.Context(), server.Client(), server.URL+"/v1/service-list.json")
}

func TestSnapshotOfWhatAWSPublishes(t *testing.T) {
	server := serve(t, map[string]string{"/v1/service-list.json": listFile, "/v1/s3/s3.json": s3File, "/v1/ec2/ec2.json": ec2File})
	services, err := fetch(t, server)
	if err != nil {
		t.Fatal(err)
	}
	earlier, err := snapshot.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := services.Snapshot(time.Date(2026, 11, 23, 23, 0, 0, 0, time.FixedZone("", -3*3600)), earlier)
	if err != nil {
		t.Fatal(err)
	}
	if s.Date != "2026-11-24" || s.Sources[0] != server.URL+"/v1/service-list.json" || len(s.Sources) != 1+len(earlier.Sources) {
		t.Errorf("date %s, sources %v", s.Date, s.Sources)
	}
	if len(s.ManagedPolicies) != len(earlier.ManagedPolicies) {
		t.Errorf("%d managed policies, want those of the earlier snapshot, %d", len(s.ManagedPolicies), len(earlier.ManagedPolicies))
	}
	if len(s.Services) != 2 || s.Services[1].Prefix != "s3" {
		t.Fatalf("services %+v", s.Services)
	}
	s3 := s.Services[1]
	if s3.Name != "Amazon Simple Storage Service" && !strings.Contains(s3.Name, "S3") {
		t.Errorf("the name %q is not that of the earlier snapshot", s3.Name)
	}
	if !s3.RCPSupported {
		t.Error("support for resource control policies is lost")
	}
	levels := map[string]catalog.AccessLevel{}
	for _, a := range s3.Actions {
		levels[a.Name] = a.Level
	}
	want := map[string]catalog.AccessLevel{
		"GetObject": catalog.Read, "PutBucketPolicy": catalog.PermissionsManagement, "TagResource": catalog.Tagging,
		"ListThings": catalog.List, "CreateThing": catalog.Write, "DeleteBucket": catalog.Write,
	}
	if fmt.Sprint(levels) != fmt.Sprint(want) {
		t.Errorf("levels %v, want %v", levels, want)
	}
	remove := s3.Action("deletebucket")
	before := catalog.LookupAction("s3:DeleteBucket")
	if before.Description == "" || remove.Description != before.Description || len(remove.Resources) != 1 || !remove.Resources[0].Required {
		t.Errorf("s3:DeleteBucket lost what only the earlier snapshot tells: %+v", remove)
	}
	if policy := s3.Action("PutBucketPolicy"); len(policy.Resources) != 1 || policy.Resources[0].Name != "bucket" {
		t.Errorf("s3:PutBucketPolicy takes %+v; types that the file does not define are left out", policy.Resources)
	}
	if object := s3.ResourceType("object"); len(object.ARNs()) != 2 || object.ConditionKeys[0] != "aws:ResourceTag/${TagKey}" {
		t.Errorf("the resource type is %+v", object)
	}
	if tags := s3.ConditionKeys[0]; tags.Name != "aws:TagKeys" || !tags.Multivalued() {
		t.Errorf("the condition key is %+v", tags)
	}
	// Renewing what was renewed names no source twice.
	again, err := services.Snapshot(time.Now(), s)
	if err != nil || len(again.Sources) != len(s.Sources) {
		t.Errorf("sources %v, error %v", again.Sources, err)
	}
	if _, err := s.Pack(nil); err != nil {
		t.Error(err)
	}
}

func TestFetchRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no list":              {map[string]string{}, "404"},
		"an empty list":        {map[string]string{"/v1/service-list.json": `[]`}, "lists no services"},
		"another form":         {map[string]string{"/v1/service-list.json": `{"services": []}`}, "not of the form"},
		"an entry without":     {map[string]string{"/v1/service-list.json": `[{"service": "s3"}]`}, "entry 1 names no service"},
		"another server":       {map[string]string{"/v1/service-list.json": `[{"service": "s3", "url": "http://elsewhere.example/s3.json"}]`}, "on another server, elsewhere.example"},
		"a service twice":      {map[string]string{"/v1/service-list.json": `[{"service": "s3", "url": "{}/a"}, {"service": "S3", "url": "{}/b"}]`}, "lists S3 twice"},
		"a file is missing":    {map[string]string{"/v1/service-list.json": listFile, "/v1/ec2/ec2.json": ec2File}, "/v1/s3/s3.json answered 404"},
		"a file is not JSON":   {map[string]string{"/v1/service-list.json": listFile, "/v1/s3/s3.json": "<html>", "/v1/ec2/ec2.json": ec2File}, "/v1/s3/s3.json is not of the form"},
		"a file of another":    {map[string]string{"/v1/service-list.json": listFile, "/v1/s3/s3.json": ec2File, "/v1/ec2/ec2.json": ec2File}, `is about "ec2", not about s3`},
		"an action of no type": {map[string]string{"/v1/service-list.json": listFile, "/v1/s3/s3.json": `{"Name": "s3", "Actions": [1]}`, "/v1/ec2/ec2.json": ec2File}, "not of the form"},
	} {
		server := serve(t, c.files)
		if _, err := fetch(t, server); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
	for _, address := range []string{"", "service-list.json", "file:///etc/passwd", "https://"} {
		if _, err := Fetch(t.Context(), http.DefaultClient, address); err == nil || !strings.Contains(err.Error(), "not the address of a service list") {
			t.Errorf("%q: error %v", address, err)
		}
	}
}

func TestFetchTriesAgain(t *testing.T) {
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		if r.URL.Path == "/v1/service-list.json" {
			_ = json.NewEncoder(w).Encode([]map[string]string{{"service": "ec2", "url": "/v1/ec2.json"}})
			return
		}
		_, _ = fmt.Fprint(w, ec2File)
	}))
	defer server.Close()
	services, err := fetch(t, server)
	if err != nil || len(services.list) != 1 || calls.Load() != 3 {
		t.Errorf("error %v after %d requests", err, calls.Load())
	}
}

func TestFetchOffline(t *testing.T) {
	server := serve(t, nil)
	server.Close()
	if _, err := fetch(t, server); err == nil || !strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("error %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Fetch(stopped, http.DefaultClient, DefaultURL); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

// published writes a service as AWS publishes it.
func published(s *catalog.Service) string {
	type properties struct{ IsList, IsPermissionManagement, IsTaggingOnly, IsWrite bool }
	type named struct{ Name string }
	type act struct {
		Name                string
		ActionConditionKeys []string
		Annotations         struct{ Properties properties }
		Resources           []named
	}
	type key struct {
		Name  string
		Types []string
	}
	type resource struct {
		Name                      string
		ARNFormats, ConditionKeys []string
	}
	file := struct {
		Name          string
		Actions       []act
		ConditionKeys []key
		Resources     []resource
		Version       string
	}{Name: s.Prefix, Version: "v1.4"}
	for i := range s.Actions {
		a := &s.Actions[i]
		out := act{Name: a.Name, ActionConditionKeys: a.ConditionKeys}
		out.Annotations.Properties = properties{
			IsList: a.Level == catalog.List, IsPermissionManagement: a.Level == catalog.PermissionsManagement,
			IsTaggingOnly: a.Level == catalog.Tagging, IsWrite: a.Level != catalog.List && a.Level != catalog.Read,
		}
		for _, r := range a.Resources {
			out.Resources = append(out.Resources, named{r.Name})
		}
		file.Actions = append(file.Actions, out)
	}
	for _, k := range s.ConditionKeys {
		file.ConditionKeys = append(file.ConditionKeys, key{k.Name, []string{k.Type}})
	}
	for i := range s.ResourceTypes {
		t := &s.ResourceTypes[i]
		file.Resources = append(file.Resources, resource{t.Name, t.ARNs(), t.ConditionKeys})
	}
	text, err := json.Marshal(file)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// TestAllOfAWS serves the whole embedded catalog as AWS publishes it: what is fetched must not differ from it.
func TestAllOfAWS(t *testing.T) {
	embedded, err := snapshot.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	var list []map[string]string
	for i := range embedded.Services {
		s := &embedded.Services[i]
		path := "/v1/" + s.Prefix + "/" + s.Prefix + ".json"
		files[path] = published(s)
		list = append(list, map[string]string{"service": s.Prefix, "url": "{}" + path})
	}
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	files["/v1/service-list.json"] = string(text)
	services, err := fetch(t, serve(t, files))
	if err != nil {
		t.Fatal(err)
	}
	fetched, err := services.Snapshot(time.Now(), embedded)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range diff.Compare(embedded, fetched).Changes {
		t.Errorf("%s %s %s %s: %s", c.Change, c.Kind, c.Name, c.Field, c.Detail)
	}
}
