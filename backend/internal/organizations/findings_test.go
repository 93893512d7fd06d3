package organizations

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// scene builds an organization with the management account "1…" below the root, the
// unit "ou" with the account "2…", and FullAWSAccess everywhere.
type scene struct {
	*structure
	texts map[string]string
}

func newScene() *scene {
	s := &scene{&structure{
		id: "o-x", featureSet: "ALL", management: "111111111111", types: []string{typeRCP, typeSCP}, roots: []string{"r-root"},
		nodes: map[string]*node{}, policies: map[string]*attachedPolicy{},
	}, map[string]string{}}
	s.nodes["r-root"] = &node{id: "r-root", kind: nodeRoot, name: "Root"}
	s.unit("ou", "r-root")
	s.account("111111111111", "r-root", "ACTIVE")
	s.account("222222222222", "ou", "ACTIVE")
	s.policy(fullAccess, typeSCP, everything, "r-root", "ou", "111111111111", "222222222222")
	s.policies[fullAccess].summary.AwsManaged = true
	return s
}

func (s *scene) put(n *node, parent string) {
	n.parent = parent
	s.nodes[n.id] = n
	s.nodes[parent].children = append(s.nodes[parent].children, n.id)
}

func (s *scene) unit(id, parent string) {
	s.put(&node{id: id, kind: nodeUnit, name: id}, parent)
}

func (s *scene) account(id, parent, status string) {
	s.put(&node{id: id, kind: nodeAccount, name: id, account: &types.Account{Id: &id, State: types.AccountState(status)}}, parent)
}

func (s *scene) policy(id, policyType, text string, targets ...string) {
	s.policies[id] = &attachedPolicy{types.PolicySummary{Id: aws.String(id), Name: aws.String(id), Type: types.PolicyType(policyType)}, targets}
	s.texts[id] = text
	for _, t := range targets {
		s.nodes[t].policies = append(s.nodes[t].policies, id)
	}
}

func deny(actions, more string) string {
	return `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Action":` + actions + `,"Resource":"*"` + more + `}]}`
}

// whole is a set of SCPs that leaves nothing to find.
func whole(s *scene) {
	s.policy("leave", typeSCP, deny(`["organizations:LeaveOrganization","cloudtrail:StopLogging","cloudtrail:DeleteTrail"]`, ""), "ou")
	s.policy("root", typeSCP, deny(`"*"`, `,"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}`), "ou")
	s.policy("region", typeSCP, `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1"]}}}]}`, "ou")
}

func TestExamine(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*scene)
		want   []string // code: targets
	}{
		"nothing to find": {whole, nil},
		"only FullAWSAccess": {func(*scene) {}, []string{
			"ORG_NO_SCP: 222222222222", "ORG_LEAVING_ALLOWED: 222222222222", "ORG_ROOT_USER_UNRESTRICTED: 222222222222", "ORG_TRAIL_UNPROTECTED: 222222222222", "ORG_NO_REGION_GUARD: 222222222222",
		}},
		"billing only": {func(s *scene) { s.featureSet, s.types = "CONSOLIDATED_BILLING", nil }, []string{"ORG_BILLING_ONLY: o-x"}},
		"not enabled":  {func(s *scene) { s.types = nil }, []string{"ORG_SCP_NOT_ENABLED: o-x", "ORG_RCP_NOT_ENABLED: o-x"}},
		"suspended, and empty": {func(s *scene) {
			whole(s)
			s.account("333333333333", "ou", "SUSPENDED")
			s.unit("empty", "ou")
		}, []string{"ORG_ACCOUNT_SUSPENDED: 333333333333", "ORG_UNIT_EMPTY: empty"}},
		"in the root": {func(s *scene) {
			whole(s)
			s.account("333333333333", "r-root", "ACTIVE")
			s.nodes["333333333333"].policies = append(s.nodes["333333333333"].policies, fullAccess, "leave", "root", "region")
		}, []string{"ORG_ACCOUNT_IN_ROOT: 333333333333"}},
		"unattached, useless, twice": {func(s *scene) {
			whole(s)
			s.policy("nowhere", typeSCP, deny(`"s3:DeleteBucket"`, ""))
			s.policy("useless", typeSCP, deny(`"s3:DeleteBucket"`, ""), "111111111111")
			s.policy("twice", typeSCP, deny(`"s3:DeleteBucket"`, ""), "ou", "222222222222")
		}, []string{"ORG_POLICY_WITHOUT_EFFECT: useless", "ORG_POLICY_INHERITED_TWICE: twice", "ORG_POLICY_UNATTACHED: nowhere"}},
		"large": {func(s *scene) {
			whole(s)
			s.policy("large", typeSCP, deny(`["s3:DeleteBucket"`+strings.Repeat(`,"s3:DeleteBucket"`, 530)+`]`, ""), "ou")
		}, []string{"ORG_POLICY_NEAR_QUOTA: large"}},
		"faulty": {func(s *scene) {
			whole(s)
			s.policy("faulty", typeSCP, deny(`"s3:NoSuchThing"`, ""), "ou")
		}, []string{"ORG_POLICY_FINDINGS: faulty"}},
		"documents that could not be read": {func(s *scene) {
			whole(s)
			s.texts = nil
		}, nil},
		"not to be understood": {func(s *scene) {
			whole(s)
			s.policy("odd", typeSCP, `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}`, "ou")
		}, []string{"ORG_POLICY_FINDINGS: odd", "ORG_SCP_NOT_UNDERSTOOD: 222222222222"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			c.change(s)
			var got []string
			for _, f := range examine(s.structure, s.texts) {
				got = append(got, f.Code+": "+strings.Join(f.Targets, " "))
				if f.Title == "" || !strings.HasSuffix(f.Detail, ".") || strings.Contains(f.Detail, "%!") || !slices.Contains(severities, f.Severity) {
					t.Errorf("says too little: %+v", f)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func record(who, account, source, name, more string) event {
	text := fmt.Sprintf(`{"eventTime":"2026-01-02T03:04:05Z","eventSource":%q,"eventName":%q,"awsRegion":"eu-west-1","eventType":"AwsApiCall","sourceIPAddress":"192.0.2.7",
		"userIdentity":{"type":"IAMUser","arn":%q,"accountId":%q}%s}`, source, name, who, account, more)
	events, err := given([]byte("[" + text + "]"))
	if err != nil {
		panic(err)
	}
	return events[0]
}

func TestReplay(t *testing.T) {
	const member, user = "222222222222", "arn:aws:iam::222222222222:user/ann"
	resource := `,"resources":[{"ARN":"arn:aws:s3:::secret","accountId":"222222222222","type":"AWS::S3::Bucket"}]`
	for name, c := range map[string]struct {
		before, after string // SCPs beside FullAWSAccess; "" for none
		event         event
		want          string // outcome, and the words that explain it
	}{
		"denied":         {"", deny(`"ec2:RunInstances"`, ""), record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "denied proposed, statement No"},
		"not denied":     {"", deny(`"ec2:RunInstances"`, ""), record(user, member, "ec2.amazonaws.com", "StopInstances", ""), "same"},
		"allowed again":  {deny(`"ec2:*"`, ""), "", record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "allowed"},
		"denied already": {deny(`"ec2:*"`, ""), deny(`"ec2:RunInstances"`, ""), record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "already proposed, statement No"},
		"of the Region":  {"", deny(`"*"`, `,"Condition":{"StringNotEquals":{"aws:RequestedRegion":"us-east-1"}}`), record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "denied proposed"},
		"of an address":  {"", deny(`"*"`, `,"Condition":{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`), record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "same"},
		"of a principal": {"", deny(`"*"`, `,"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/ann"}}`), record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "same"},
		"of its unit":    {"", deny(`"*"`, `,"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-x/r-root/ou/*"}}`), record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "denied proposed"},
		"of a tag":       {"", deny(`"ec2:RunInstances"`, `,"Condition":{"StringNotEquals":{"aws:RequestTag/team":"a"}}`), record(user, member, "ec2.amazonaws.com", "RunInstances", ""), "unknown aws:RequestTag/team"},
		"of the resource": {
			"", `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::secret"}]}`,
			record(user, member, "s3.amazonaws.com", "DeleteBucket", resource), "denied proposed",
		},
		"of another resource": {
			"", `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::other"}]}`,
			record(user, member, "s3.amazonaws.com", "DeleteBucket", resource), "same",
		},
		"of a resource that is not told": {
			"", `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Action":"ec2:*","Resource":"arn:aws:ec2:*:*:instance/i-1"}]}`,
			record(user, member, "ec2.amazonaws.com", "StopInstances", ""), "unknown which resource",
		},
		"of any resource, beside some": {
			"", `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:*","Resource":"arn:aws:ec2:*:*:instance/i-1"},{"Sid":"All","Effect":"Deny","Action":"ec2:Stop*","Resource":"*"}]}`,
			record(user, member, "ec2.amazonaws.com", "StopInstances", ""), "denied proposed, statement All",
		},
		"the root user":          {"", deny(`"*"`, ""), record("arn:aws:iam::222222222222:root", member, "ec2.amazonaws.com", "RunInstances", ""), "denied"},
		"the management account": {"", deny(`"*"`, ""), record("arn:aws:iam::111111111111:user/boss", "111111111111", "ec2.amazonaws.com", "RunInstances", ""), "exempt management account"},
		"an outsider":            {"", deny(`"*"`, ""), record("arn:aws:iam::999999999999:user/x", "999999999999", "s3.amazonaws.com", "GetObject", ""), "exempt outside the organization"},
		"a service-linked role": {
			"", deny(`"*"`, ""), record("", member, "ec2.amazonaws.com", "RunInstances", `,"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::222222222222:assumed-role/AWSServiceRoleForECS/s","accountId":"222222222222","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::222222222222:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"}}}`), "exempt service-linked",
		},
		"a service":           {"", deny(`"*"`, ""), record("", member, "kms.amazonaws.com", "Decrypt", `,"userIdentity":{"type":"AWSService","invokedBy":"s3.amazonaws.com"}`), "exempt by itself"},
		"another account":     {"", deny(`"*"`, ""), record("arn:aws:iam::333333333333:user/x", "333333333333", "ec2.amazonaws.com", "RunInstances", ""), "same"},
		"denied for itself":   {"", deny(`"*"`, ""), record(user, member, "ec2.amazonaws.com", "RunInstances", `,"errorCode":"AccessDenied"`), "same"},
		"needs no permission": {"", deny(`"*"`, ""), record(user, member, "sts.amazonaws.com", "GetCallerIdentity", ""), "same"},
		"an unknown call":     {"", deny(`"*"`, ""), record(user, member, "nosuch.amazonaws.com", "DoThings", ""), "unmatched nosuch:DoThings"},
	} {
		t.Run(name, func(t *testing.T) {
			compiled := func(text string) restrictions {
				level := []namedText{{"FullAWSAccess", everything}}
				if text != "" {
					level = append(level, namedText{"proposed", text})
				}
				r, err := restrict([][]namedText{{{"FullAWSAccess", everything}}, level}, "111111111111")
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
			w := &world{
				organization: "o-x", management: "111111111111", members: map[string]bool{"111111111111": true, member: true, "333333333333": true}, reached: map[string]bool{member: true},
				paths: map[string]string{member: "o-x/r-root/ou/"}, before: map[string]restrictions{member: compiled(c.before)}, after: map[string]restrictions{member: compiled(c.after)},
			}
			out := w.replay([]event{c.event, c.event})
			outcome := "same"
			for _, x := range []struct {
				name string
				uses []api.SCPPreviewUse
			}{{"denied", out.Denied}, {"allowed", out.Allowed}, {"already", out.AlreadyDenied}, {"unknown", out.Unknown}} {
				for _, u := range x.uses {
					outcome = strings.Join([]string{x.name, u.By, strings.Join(u.MissingKey, " "), u.Reason}, " ")
					if u.Count != 2 || u.First == "" || u.AccountID != member || !slices.Equal(u.Regions, []string{"eu-west-1"}) {
						t.Errorf("%+v", u)
					}
				}
			}
			if len(out.Exempt) > 0 {
				outcome = "exempt " + out.Exempt[0].Reason
			}
			if len(out.Unmatched) > 0 {
				outcome = "unmatched " + out.Unmatched[0]
			}
			kind, words, _ := strings.Cut(c.want, " ")
			if got, _, _ := strings.Cut(outcome, " "); got != kind || !strings.Contains(outcome, words) {
				t.Errorf("%q, want %q", outcome, c.want)
			}
		})
	}
}
