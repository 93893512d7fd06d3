package trail

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const (
	one = `{"eventTime":"2026-11-01T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"eu-west-1","eventType":"AwsApiCall","eventCategory":"Data","readOnly":true,"recipientAccountId":"111122223333","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/app/i-1","accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/svc/app"}}},"requestParameters":{"bucketName":"b","key":"k"},"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/k"}]}`
	two = `{"eventSource":"iam.amazonaws.com","eventName":"CreateUser","readOnly":"false","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/Jane"},"requestParameters":"{userName=Bob}"}`
)

func zipped(text string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.String()
}

func names(t *testing.T, text string) (string, error) {
	t.Helper()
	var found []string
	err := Read(strings.NewReader(text), func(e *Event) error {
		found = append(found, e.Name)
		return nil
	})
	return strings.Join(found, " "), err
}

func TestRead(t *testing.T) {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(one)
	for _, c := range []struct{ name, text, want string }{
		{"a log file", `{"Records":[` + one + `,` + two + `]}`, "GetObject CreateUser"},
		{"an empty log file", `{"Records":[]}`, ""},
		{"compressed", zipped(`{"Records":[` + one + `]}`), "GetObject"},
		{"one a line", one + "\n" + two + "\n", "GetObject CreateUser"},
		{"a list", "[" + one + "," + two + "]", "GetObject CreateUser"},
		{"one event", one, "GetObject"},
		{"LookupEvents", `{"Events":[{"EventName":"GetObject","CloudTrailEvent":"` + quoted + `"}],"NextToken":"x"}`, "GetObject"},
		{"log files one after the other", `{"Records":[` + one + `]}` + `{"Records":[` + two + `]}`, "GetObject CreateUser"},
	} {
		if got, err := names(t, c.text); err != nil || got != c.want {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	for _, c := range []struct {
		text, want string
	}{
		{"", "holds no events"},
		{"{}", "holds no events"},
		{"hello", "is not JSON"},
		{`{"Records":[{}]}`, "an item of the list"},
		{`{"Records":1}`, "holds no events"},
		{`{"Events":[{}]}`, "lacks CloudTrailEvent"},
		{"\x1f\x8bxx", "cannot be decompressed"},
		{"3", "holds no events"},
		{zipped(`{"Records":[` + one + `]}`)[:60], "is not JSON"},
	} {
		if got, err := names(t, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %q, %v", c.text, got, err)
		}
	}
	stop := errors.New("stop")
	if err := Read(strings.NewReader(one+two), func(*Event) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
}

func TestEvent(t *testing.T) {
	var events []Event
	if err := Read(strings.NewReader(one+two), func(e *Event) error { events = append(events, *e); return nil }); err != nil {
		t.Fatal(err)
	}
	e, old := events[0], events[1]
	if !bool(e.ReadOnly) || !e.IsData() || !e.IsCall() || e.Principal() != "arn:aws:iam::111122223333:role/svc/app" || e.Parameters["key"] != "k" || e.Resources[0].ARN != "arn:aws:s3:::b/k" {
		t.Errorf("%+v", e)
	}
	if bool(old.ReadOnly) || old.Parameters != nil || old.Principal() != "arn:aws:iam::111122223333:user/Jane" {
		t.Errorf("%+v", old)
	}
	for principal, want := range map[string]bool{
		"arn:aws:iam::111122223333:role/svc/app": true, "arn:aws:sts::111122223333:assumed-role/app/i-1": true, "arn:aws:sts::111122223333:assumed-role/app": true,
		"arn:aws:sts::111122223333:assumed-role/app/*": true, "arn:aws:iam::111122223333:role/*": true,
		"arn:aws:iam::111122223333:role/app": false, "arn:aws:sts::111122223333:assumed-role/app/i-2": false, "arn:aws:iam::999999999999:role/svc/app": false,
	} {
		if got := e.By(principal); got != want {
			t.Errorf("by %s: %t", principal, got)
		}
	}
	for _, kind := range []Event{{Type: "AwsServiceEvent"}, {Type: "AwsConsoleSignIn"}, {Category: "Insight"}, {Identity: Identity{Type: "AWSService"}}} {
		if kind.IsCall() {
			t.Errorf("%+v is no call", kind)
		}
	}
}

func TestReadFS(t *testing.T) {
	root := "AWSLogs/111122223333/"
	files := fstest.MapFS{
		root + "CloudTrail/eu-west-1/2026/11/01/111122223333_CloudTrail_eu-west-1_20261101T1000Z_a.json.gz": {Data: []byte(zipped(`{"Records":[` + one + `]}`))},
		root + "CloudTrail/eu-west-1/2026/11/02/b.json":                                                     {Data: []byte(two)},
		root + "CloudTrail/eu-west-1/2026/11/02/broken.json.gz":                                             {Data: []byte("{}")},
		root + "CloudTrail-Digest/eu-west-1/2026/11/01/digest.json.gz":                                      {Data: []byte(zipped("{}"))},
		root + "readme.txt": {Data: []byte("hello")},
	}
	var found []string
	s, err := ReadFS(files, func(e *Event) error { found = append(found, e.Name); return nil })
	if err != nil || s.Files != 2 || s.Events != 2 || len(s.Skipped) != 1 || !strings.Contains(s.Skipped[0], "broken.json.gz: holds no events") {
		t.Errorf("%+v, %v", s, err)
	}
	if diff := cmp.Diff([]string{"GetObject", "CreateUser"}, found); diff != "" {
		t.Error(diff)
	}
	stop := errors.New("stop")
	if _, err := ReadFS(files, func(*Event) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
}
