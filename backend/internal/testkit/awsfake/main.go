// Awsfake runs an organization with IAM Identity Center, as the fakes of this folder
// have them, for tests that are not written in Go: those of the browser. It writes
// its address in a line, and ends when its input does.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/orgfake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/ssoadminfake"
)

const (
	scp = "SERVICE_CONTROL_POLICY"
	rcp = "RESOURCE_CONTROL_POLICY"

	shop, billing, lab = "222222222222", "333333333333", "444444444444"
)

// program stands for the test that the fakes want: they live until it ends.
type program struct{ testing.TB }

func (program) Helper()        {}
func (program) Cleanup(func()) {}

func main() {
	more := flag.Int("accounts", 0, "how many accounts there are besides, in the sandbox")
	flag.Parse()
	f := organization(*more)
	people(f)
	_, _ = fmt.Fprintln(os.Stdout, f.URL)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// organization has units in two levels, a policy of each kind, a delegated
// administrator and a morning of calls.
func organization(more int) *orgfake.Fake {
	f := orgfake.New(program{})
	f.PageSize = 200
	f.Types = []string{rcp, scp, "TAG_POLICY"}
	f.Effective["TAG_POLICY"] = `{"tags":{"cost-centre":{"tag_key":"cost-centre"}}}`
	workloads := f.Unit("Workloads", orgfake.Root)
	production := f.Unit("Production", workloads)
	sandbox := f.Unit("Sandbox", orgfake.Root)
	f.Unit("Archive", orgfake.Root)
	f.Account(shop, "Shop", production)
	f.Account(billing, "Billing", production)
	f.Account(lab, "Lab", sandbox)
	f.Account("555555555555", "Old shop", orgfake.Root)
	f.Suspend("555555555555")
	for i := range more {
		f.Account(fmt.Sprintf("%012d", 600000000000+i), fmt.Sprintf("Sandbox %04d", i), sandbox)
	}
	f.Make(scp, "ProtectTrail", document("Deny", "cloudtrail:StopLogging", "cloudtrail:DeleteTrail"), orgfake.Root)
	f.Make(scp, "NoLeaving", document("Deny", "organizations:LeaveOrganization"))
	f.Make(rcp, "NoDeletingBuckets", `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"*"}]}`, production)
	f.Delegated[lab] = []string{"guardduty.amazonaws.com", "securityhub.amazonaws.com"}
	for i, name := range []string{"RunInstances", "DescribeInstances", "RunInstances", "TerminateInstances"} {
		f.Events = append(f.Events, called(shop, name, i))
	}
	return f
}

func document(effect string, actions ...string) string {
	text, err := json.Marshal(map[string]any{
		"Version": "2012-10-17", "Statement": []any{map[string]any{"Sid": "Guard", "Effect": effect, "Action": actions, "Resource": "*"}},
	})
	if err != nil {
		panic(err) // strings are always JSON
	}
	return string(text)
}

// called is an event of CloudTrail: a role of an account called EC2.
func called(account, name string, minute int) json.RawMessage {
	at := time.Now().UTC().Add(-time.Duration(minute+1) * time.Minute).Format(time.RFC3339)
	return json.RawMessage(fmt.Sprintf(`{"eventVersion":"1.09","eventTime":%q,"eventSource":"ec2.amazonaws.com","eventName":%q,"awsRegion":"eu-central-1","recipientAccountId":%q,`+
		`"userIdentity":{"type":"AssumedRole","accountId":%q,"arn":"arn:aws:sts::%s:assumed-role/deployer/ci","principalId":"AROAEXAMPLE:ci",`+
		`"sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::%s:role/deployer","accountId":%q,"userName":"deployer","principalId":"AROAEXAMPLE"}}}}`,
		at, name, account, account, account, account, account))
}

// people has permission sets of each kind, people in groups and out of them, and
// assignments of both.
func people(org *orgfake.Fake) {
	f := ssoadminfake.On(program{}, org.Server)
	f.PageSize = 100
	administrator := f.Add("Administrator", "arn:aws:iam::aws:policy/AdministratorAccess")
	administrator.Description, administrator.Duration = "Everything, for emergencies", "PT8H"
	reader := f.Add("ReadOnly", "arn:aws:iam::aws:policy/ReadOnlyAccess")
	reader.Description = "Looks at everything and changes nothing"
	developer := f.Add("Developer")
	developer.Description = "Works on queues and reports"
	developer.Inline = `{"Version":"2012-10-17","Statement":[{"Sid":"Queues","Effect":"Allow","Action":["sqs:SendMessage","sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:*:*:work-*"}]}`
	f.Add("Unused")
	ada, grace, linus := f.Person("ada"), f.Person("grace"), f.Person("linus")
	ada.DisplayName, grace.DisplayName, linus.DisplayName = "Ada Lovelace", "Grace Hopper", "Linus Torvalds"
	developers := f.Team("Developers", ada, linus)
	administrators := f.Team("Administrators", grace)
	f.Team("Empty")
	f.Assign(developer, "GROUP", developers.ID, shop, lab)
	f.Assign(reader, "GROUP", developers.ID, billing)
	f.Assign(administrator, "GROUP", administrators.ID, shop, billing, lab, orgfake.Management)
	f.Assign(administrator, "USER", ada.ID, lab)
}
