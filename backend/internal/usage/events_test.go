package usage_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

const account = "123456789012"

// record is an event of CloudTrail by the role app, unless parts say otherwise.
func record(id string, at time.Time, call, parts string) string {
	source, name, _ := strings.Cut(call, ":")
	caller := `"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::` + account + `:assumed-role/app/s","accountId":"` + account + `","sessionContext":{"sessionIssuer":{"type":"Role","arn":"` + role + `"}}}`
	if strings.Contains(parts, `"userIdentity"`) {
		caller = `"eventVersion":"1.10"`
	}
	if parts != "" {
		parts = "," + parts
	}
	return fmt.Sprintf(`{"eventID":%q,"eventTime":%q,"eventSource":"%s.amazonaws.com","eventName":%q,"awsRegion":"eu-west-1","eventType":"AwsApiCall","recipientAccountId":%q,%s%s}`,
		id, at.Format(time.RFC3339), source, name, account, caller, parts)
}

func packed(t testing.TB, text string) *bytes.Buffer {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &out
}

// addKey gives the person's workspace a credential.
func addKey(t testing.TB, p *live.Person) {
	t.Helper()
	if _, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "Account", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}}); err != nil {
		t.Fatal(err)
	}
}

// ended follows a job to its end.
func ended(t testing.TB, p *live.Person, job api.Job, err error) api.Job {
	t.Helper()
	if err == nil {
		job, err = client.FollowJob(t.Context(), p.Client, job.ID, func(api.Job) error { return nil })
	}
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func activityOf(t testing.TB, p *live.Person, in api.ActivityIn) map[string]api.Activity {
	t.Helper()
	list, err := p.Usage.Activity(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]api.Activity{}
	for _, a := range list.Items {
		out[a.Kind+" "+a.Action] = a
	}
	return out
}

func TestFilesAreCountedOnce(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	object := func(n int) string {
		return fmt.Sprintf(`"eventCategory":"Data","requestParameters":{"bucketName":"b","key":"in/%d"},"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/in/%d"}]`, n, n)
	}
	denied := `"errorCode":"AccessDenied","requestParameters":{"bucketName":"b"}`
	user := `"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::` + account + `:user/jane"}`
	root := `"userIdentity":{"type":"Root","arn":"arn:aws:iam::` + account + `:root"}`
	service := `"userIdentity":{"type":"AWSService","invokedBy":"lambda.amazonaws.com"},"requestParameters":{"roleArn":"` + role + `"}`
	var objects []string
	for i := range 150 {
		objects = append(objects, record(fmt.Sprint("object-", i), now.Add(-time.Duration(i)*time.Hour), "s3:GetObject", object(i)))
	}
	log := `{"Records":[` + strings.Join(objects, ",") + "," + record("list", now, "s3:ListObjects", `"requestParameters":{"bucketName":"b"}`) + `,{"eventName":7},` +
		record("denied", now, "s3:DeleteBucket", denied) + "," + record("free", now, "sts:GetCallerIdentity", "") + "," + record("odd", now, "s3:NoSuchThing", "") + "," +
		record("future", now.Add(48*time.Hour), "s3:ListBuckets", "") + "," + record("past", now.Add(-500*24*time.Hour), "s3:ListBuckets", "") + `]}`
	lines := record("user", now, "lambda:CreateFunction20150331", user) + "\n{\"eventName\n" + record("root", now, "iam:CreateUser", root) + "\n" + record("service", now, "sts:AssumeRole", service) + "\n"
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, other := s.Seed(t, "p@example.com"), s.Seed(t, "other@example.com")
		send := func() api.EventFiles {
			t.Helper()
			out, err := p.Usage.Files(t.Context(), client.LogFile{Name: "/tmp/log.json.gz", Content: packed(t, log)}, client.LogFile{Name: "lines.ndjson", Content: strings.NewReader(lines)},
				client.LogFile{Name: "cut.json.gz", Content: bytes.NewReader(packed(t, log).Bytes()[:200])}, client.LogFile{Name: "picture.png", Content: strings.NewReader("\x89PNG\x00")})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		first := send()
		want := []api.EventTally{
			{Events: 157, Counted: 152, NoCall: 1, Unknown: 1, TooOld: 1, Bad: 2}, {Events: 4, Counted: 3, Bad: 1},
		}
		for i, w := range want {
			if got := first.Files[i].Tally; got != w {
				t.Errorf("%s: %+v, want %+v", first.Files[i].Name, got, w)
			}
		}
		if first.Files[0].Name != "log.json.gz" || len(first.Files[0].Bad) != 2 || first.Files[0].Bad[0].Index != 151 || first.Files[1].Bad[0].Index != 1 {
			t.Errorf("%+v", first.Files)
		}
		for _, f := range first.Files[2:] {
			if f.Failure == "" {
				t.Errorf("%s was read: %+v", f.Name, f)
			}
		}
		if strings.Join(first.Accounts, " ") != account || strings.Join(first.Unknown, " ") != "s3:NoSuchThing" {
			t.Errorf("%+v", first)
		}
		if again := send(); again.Tally.Counted != 0 || again.Tally.Duplicates < 155 {
			t.Errorf("again: %+v", again.Tally)
		}
		did := activityOf(t, p, api.ActivityIn{AccountID: account})
		for name, used := range map[string]int64{"role s3:GetObject": 150, "role s3:ListBucket": 1, "role s3:DeleteBucket": 0, "user lambda:CreateFunction": 1, "root iam:CreateUser": 1, "service sts:AssumeRole": 1} {
			if a, there := did[name]; !there || a.Used != used {
				t.Errorf("%s: %+v, want %d", name, a, used)
			}
		}
		get := did["role s3:GetObject"]
		if !get.Many || strings.Join(get.Resources, " ") != "arn:aws:s3:::b/in/*" || get.PrincipalARN != role || !get.Last.Equal(now) || strings.Join(get.Regions, " ") != "eu-west-1" || strings.Join(get.From, " ") != "files" {
			t.Errorf("%+v", get)
		}
		if bucket := did["role s3:DeleteBucket"]; bucket.Denied != 1 || bucket.LastUsed != nil || len(bucket.Resources) != 0 {
			t.Errorf("denied: %+v", bucket)
		}
		if only := activityOf(t, p, api.ActivityIn{Denied: true, Service: "s3", Kind: "role", PrincipalARN: role}); len(only) != 1 {
			t.Errorf("denied: %+v", only)
		}
		accounts, err := p.Usage.ActiveAccounts(t.Context())
		if err != nil || len(accounts.Items) != 1 || accounts.Items[0].Principals != 4 || accounts.Items[0].Actions != 6 || len(accounts.Items[0].Trail.Data) != 1 || len(accounts.Items[0].Trail.Regions) != 1 {
			t.Errorf("%+v, %v", accounts, err)
		}
		if foreign := activityOf(t, other, api.ActivityIn{}); len(foreign) != 0 {
			t.Errorf("somebody else sees %+v", foreign)
		}
		live.Refused(t, other.Usage.ForgetActivity(t.Context(), api.ForgetActivityIn{Account: account}), 404, "usage.no_activity")
		if err := p.Usage.ForgetActivity(t.Context(), api.ForgetActivityIn{Account: account}); err != nil {
			t.Fatal(err)
		}
		if left := activityOf(t, p, api.ActivityIn{}); len(left) != 0 {
			t.Errorf("after forgetting: %+v", left)
		}
		if back := send(); back.Tally.Counted != first.Tally.Counted {
			t.Errorf("counted %d after forgetting", back.Tally.Counted)
		}
	})
}

func TestUploadsAreBounded(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p, viewer := s.Seed(t, "p@example.com"), s.Seed(t, "viewer@example.com")
	s.Join(t, viewer, p.Workspace, "viewer")
	swells := packed(t, `{"Records":[`+strings.Repeat(`{"eventName":"A","eventSource":"s3.amazonaws.com"},`, 700_000))
	out, err := p.Usage.Files(t.Context(), client.LogFile{Name: "bomb.gz", Content: swells})
	if err != nil || !strings.Contains(out.Files[0].Failure, "swells") {
		t.Errorf("%+v, %v", out.Files, err)
	}
	_, err = p.Usage.Files(t.Context(), client.LogFile{Name: "large", Content: strings.NewReader(strings.Repeat("x", 4<<20))})
	live.Refused(t, err, 413, "web.too_large")
	_, err = p.Usage.Files(t.Context())
	live.Refused(t, err, 422, "usage.bad_form")
	var many []client.LogFile
	for range 101 {
		many = append(many, client.LogFile{Name: "x", Content: strings.NewReader("[]")})
	}
	_, err = p.Usage.Files(t.Context(), many...)
	live.Refused(t, err, 422, "usage.bad_form")
	_, err = viewer.InWorkspace(p.Workspace).Usage.Files(t.Context(), client.LogFile{Name: "x", Content: strings.NewReader("[]")})
	live.Refused(t, err, 403, "access.forbidden")
}

// history is CloudTrail's event history, a page of two at a time.
func history(t *testing.T, records []string) *awsjson.Server {
	t.Helper()
	fake := awsjson.New(t, "arn:aws:iam::"+account+":user/auditor")
	awsjson.On(fake, "CloudTrail_20131101.LookupEvents", func(in *struct {
		NextToken          *string
		MaxResults         int
		StartTime, EndTime float64
	},
	) (any, error) {
		if in.MaxResults != 50 || in.EndTime-in.StartTime > 91*86400 {
			return nil, errors.New("the question is not one of ours")
		}
		piece, next, err := awsjson.Page(records, in.NextToken, 2)
		events := []map[string]any{}
		for _, r := range piece {
			events = append(events, map[string]any{"CloudTrailEvent": r})
		}
		return map[string]any{"Events": events, "NextToken": next}, err
	})
	return fake
}

func TestTheEventHistoryIsRead(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	fake := history(t, []string{
		record("1", now.Add(-time.Hour), "ec2:DescribeInstances", ""), record("2", now.Add(-2*time.Hour), "ec2:DescribeInstances", ""), record("3", now.Add(-3*time.Hour), "sqs:CreateQueue", ""),
		`{"broken`,
	})
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = fake.URL })
		p := s.Seed(t, "p@example.com")
		addKey(t, p)
		look := func(b api.LookupEventsRequest) api.Job {
			t.Helper()
			job, err := p.Usage.Lookup(t.Context(), api.LookupEventsIn{Body: b})
			return ended(t, p, job, err)
		}
		job := look(api.LookupEventsRequest{Regions: []string{"eu-west-1", "us-east-1"}})
		var result api.LookupEventsResult
		if err := json.Unmarshal(job.Result, &result); err != nil {
			t.Fatalf("%+v %+v: %v", job, job.Error, err)
		}
		if want := (api.EventTally{Events: 8, Counted: 3, Duplicates: 3, Bad: 2}); result.AccountID != account || result.Tally != want || len(result.Regions) != 2 || result.Regions[0].More {
			t.Errorf("%+v", result)
		}
		did := activityOf(t, p, api.ActivityIn{PrincipalARN: role})
		if a := did["role ec2:DescribeInstances"]; a.Used != 2 || !a.First.Equal(now.Add(-2*time.Hour)) || strings.Join(a.From, " ") != "event_history" {
			t.Errorf("%+v", did)
		}
		accounts, err := p.Usage.ActiveAccounts(t.Context())
		if err != nil || len(accounts.Items[0].Trail.Regions) != 2 || !accounts.Items[0].Trail.Regions[0].Complete {
			t.Errorf("%+v, %v", accounts, err)
		}
		_, err = p.Usage.Lookup(t.Context(), api.LookupEventsIn{Body: api.LookupEventsRequest{Regions: []string{"nowhere"}}})
		live.Refused(t, err, 422, "usage.bad_region")
		fake.RefuseTimes("LookupEvents", 1, &awsjson.Refusal{Code: "AccessDeniedException", Message: "no"})
		if job := look(api.LookupEventsRequest{Regions: []string{"eu-west-1"}, Days: 1}); job.State != api.JobFailed || job.Error.Code != "usage.trail_denied" {
			t.Errorf("denied: %+v %+v", job, job.Error)
		}
	})
}
