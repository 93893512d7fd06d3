package impact_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// Two days of a made-up service.
const (
	monday = `{"prefix": "shop", "name": "AWS Shop",
	"actions": [
		{"name": "BuyTea", "access_level": "Write", "resources": [{"name": "cup"}], "condition_keys": ["shop:Colour", "aws:RequestTag/${TagKey}"]},
		{"name": "GetTea", "access_level": "Read", "resources": [{"name": "cup"}]},
		{"name": "ListTea", "access_level": "List"},
		{"name": "PeekTea", "access_level": "Read", "resources": [{"name": "cup"}]},
		{"name": "SellTea", "access_level": "Write", "resources": [{"name": "cup"}]},
		{"name": "SipTea", "access_level": "Write", "resources": [{"name": "cup"}]}],
	"resource_types": [{"name": "cup", "arn": "arn:${Partition}:shop:${Region}:${Account}:cup/${Name}"}, {"name": "pot", "arn": "arn:${Partition}:shop:${Region}:${Account}:pot/${Name}"}],
	"condition_keys": [{"name": "shop:Colour", "type": "String"}, {"name": "shop:Heat", "type": "String"}, {"name": "shop:Sugar", "type": "Numeric"}, {"name": "aws:RequestTag/${TagKey}", "type": "String"}]}`
	tuesday = `{"prefix": "shop", "name": "AWS Shop",
	"actions": [
		{"name": "BuyTea", "access_level": "Write", "resources": [{"name": "cup"}], "dependent_actions": ["shop:GetTea", "iam:PassRole"], "condition_keys": ["shop:Colour"]},
		{"name": "GetTea", "access_level": "Read", "resources": [{"name": "cup"}]},
		{"name": "GetTeaSecrets", "access_level": "Write", "resources": [{"name": "cup"}]},
		{"name": "ListTea", "access_level": "List"},
		{"name": "ListTeaLeaves", "access_level": "List"},
		{"name": "PeekTea", "access_level": "Permissions management", "resources": [{"name": "cup"}]},
		{"name": "SellTea", "access_level": "Write", "resources": [{"name": "cup"}, {"name": "pot", "required": true}]},
		{"name": "SipTea", "access_level": "Write", "resources": [{"name": "pot"}]}],
	"resource_types": [{"name": "cup", "arn": "arn:${Partition}:shop:${Region}:${Account}:cup/${Name}"}, {"name": "pot", "arn": "arn:${Partition}:shop:${Region}:${Account}:pot/${Name}"}],
	"condition_keys": [{"name": "shop:Colour", "type": "String"}, {"name": "shop:Sugar", "type": "String"}]}`
)

func days(t *testing.T, before, after string) *impact.Changes {
	t.Helper()
	read := func(services string) *snapshot.Snapshot {
		s, err := snapshot.Read(strings.NewReader(`{"format": "` + snapshot.Format + `", "date": "2026-01-01", "services": [` + services + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	b, a := read(before), read(after)
	return impact.New(diff.Compare(b, a), b, a)
}

func document(statements string) *policy.Document {
	return policy.ParseString(`{"Version": "2012-10-17", "Statement": [` + statements + `]}`)
}

func TestEffects(t *testing.T) {
	changes := days(t, strings.Replace(monday, `{"name": "ListTea"`, `{"name": "GulpTea", "access_level": "Write"}, {"name": "ListTea"`, 1), tuesday)
	for name, c := range map[string]struct {
		statements string
		want       []string // kind level path: detail
	}{
		"untouched":                            {`{"Effect": "Allow", "Action": ["s3:*", "shop:SellCoffee"], "Resource": "*"}`, nil},
		"everything is meant to be everything": {`{"Effect": "Allow", "Action": "*", "Resource": "*"}`, nil},
		"an action that is gone": {
			`{"Effect": "Allow", "Action": ["shop:gulptea", "shop:ListTea"], "Resource": "*"}`,
			[]string{"removed_action breaking Statement[0].Action[0]: AWS no longer lists shop:GulpTea: shop:gulptea grants nothing."},
		},
		"nothing left to deny": {
			`{"Effect": "Deny", "Action": "shop:Gulp*", "Resource": "*"}`,
			[]string{"removed_action note Statement[0].Action: AWS no longer lists shop:GulpTea: shop:Gulp* has nothing to deny."},
		},
		"a wildcard with something left": {
			`{"Effect": "Allow", "Action": "shop:G*Tea", "Resource": "*"}`,
			[]string{"removed_action note Statement[0].Action: shop:G*Tea no longer reaches shop:GulpTea; 1 action is left."},
		},
		"new and powerful": {
			`{"Effect": "Allow", "Action": "shop:Get*", "Resource": "*"}`,
			[]string{"new_action review Statement[0].Action: shop:Get* grants shop:GetTeaSecrets too; it can change something."},
		},
		"new and harmless": {
			`{"Effect": "Allow", "Action": "shop:List*", "Resource": "*"}`,
			[]string{"new_action note Statement[0].Action: shop:List* grants shop:ListTeaLeaves too."},
		},
		"new and denied": {
			`{"Effect": "Deny", "Action": "shop:Get*", "Resource": "*"}`,
			[]string{"new_action note Statement[0].Action: shop:Get* denies shop:GetTeaSecrets too."},
		},
		"not left out": {
			`{"Effect": "Allow", "NotAction": ["shop:List*"], "Resource": "*"}`,
			[]string{"new_action review Statement[0].NotAction: The statement grants shop:GetTeaSecrets too, because NotAction does not leave it out."},
		},
		"reads no longer": {
			`{"Effect": "Allow", "Action": "shop:Peek*", "Resource": "*"}`,
			[]string{"access_level review Statement[0].Action: shop:Peek* grants shop:PeekTea, which AWS counted as reading before and counts as changing now."},
		},
		"needs more": {
			`{"Effect": "Allow", "Action": "shop:BuyTea", "Resource": "*"}`,
			[]string{"dependent_action breaking Statement[0].Action: shop:BuyTea now needs iam:PassRole and shop:GetTea too, which this policy does not allow."},
		},
		"has what it needs": {
			`{"Effect": "Allow", "Action": ["shop:BuyTea", "iam:Pass*"], "Resource": "*"}, {"Effect": "Allow", "Action": "shop:GetTea", "Resource": "*"}`, nil,
		},
		"a key that is gone": {
			`{"Effect": "Allow", "Action": "shop:ListTea", "Resource": "*", "Condition": {"StringEquals": {"SHOP:Heat": "hot"}}}`,
			[]string{"removed_condition_key breaking Statement[0].Condition.StringEquals.SHOP:Heat: SHOP:Heat is gone: the condition never holds, so the statement grants nothing there."},
		},
		"a key that is gone and held others back": {
			`{"Effect": "Allow", "Action": "shop:ListTea", "Resource": "*", "Condition": {"StringNotEquals": {"shop:Heat": "hot"}}}`,
			[]string{"removed_condition_key breaking Statement[0].Condition.StringNotEquals.shop:Heat: shop:Heat is gone: the condition always holds, so the statement grants without this limit."},
		},
		"a deny without its key": {
			`{"Effect": "Deny", "Action": "shop:ListTea", "Resource": "*", "Condition": {"Null": {"shop:Heat": "true"}}}`,
			[]string{"removed_condition_key breaking Statement[0].Condition.Null.shop:Heat: shop:Heat is gone: the condition always holds, so the statement always denies."},
		},
		"a key that one action lost": {
			`{"Effect": "Deny", "Action": "shop:BuyTea", "Resource": "*", "Condition": {"StringLike": {"aws:RequestTag/team": "x"}}}`,
			[]string{"removed_condition_key breaking Statement[0].Condition.StringLike.aws:RequestTag/team: aws:RequestTag/team is gone: the condition never holds, so the statement denies nothing there."},
		},
		"a key of another type": {
			`{"Effect": "Allow", "Action": "shop:ListTea", "Resource": "*", "Condition": {"NumericLessThan": {"shop:Sugar": "3"}}}`,
			[]string{"condition_key_type breaking Statement[0].Condition.NumericLessThan.shop:Sugar: shop:Sugar is of the type String instead of Numeric: check that NumericLessThan fits it."},
		},
		"a key of somebody else's service": {`{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": {"NumericLessThan": {"shop:Sugar": "3"}}}`, nil},
		"other resources": {
			`{"Effect": "Allow", "Action": "shop:SipTea", "Resource": "arn:aws:shop:*:*:cup/*"}`,
			[]string{"removed_resource_type breaking Statement[0].Action: shop:SipTea no longer works on cup: the ARNs of this statement match nothing."},
		},
		"both resources": {`{"Effect": "Allow", "Action": "shop:SipTea", "Resource": ["arn:aws:shop:*:*:cup/*", "arn:aws:shop:*:*:p*"]}`, nil},
		"one more resource": {
			`{"Effect": "Allow", "Action": "shop:SellTea", "Resource": "arn:aws:shop:*:*:cup/${aws:username}"}`,
			[]string{"required_resource_type breaking Statement[0].Action: shop:SellTea requires a resource of the type pot now, which this statement does not name."},
		},
		"the gravest first": {
			`{"Effect": "Allow", "Action": "shop:List*", "Resource": "*"}, {"Sid": "Second", "Effect": "Allow", "Action": "shop:GulpTea", "Resource": "*"}`,
			[]string{
				"removed_action breaking Statement[1].Action: AWS no longer lists shop:GulpTea: shop:GulpTea grants nothing.",
				"new_action note Statement[0].Action: shop:List* grants shop:ListTeaLeaves too.",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, e := range changes.Of(document(c.statements)) {
				got = append(got, fmt.Sprintf("%s %s %s: %s", e.Kind, e.Level, e.Path, e.Detail))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestServiceThatIsGone(t *testing.T) {
	other := `{"prefix": "a", "actions": [{"name": "GetA", "access_level": "Read"}]}`
	effects := days(t, other+","+monday, other).Of(document(`{"Effect": "Allow", "Action": ["shop:*", "a:*"], "Resource": "arn:aws:shop:::x"}`))
	if len(effects) != 1 || effects[0].Kind != impact.RemovedAction || effects[0].Level != impact.Breaking || len(effects[0].Names) != 6 {
		t.Errorf("%+v", effects)
	}
}

func TestBrokenDocuments(t *testing.T) {
	changes := days(t, monday, tuesday)
	for _, text := range []string{``, `{`, `{"Statement": 3}`, `{"Statement": [{"Effect": "Allow"}]}`, `{"Statement": [{"Effect": "Allow", "Action": 7}]}`, `{"Statement": {"Effect": "Allow", "Action": [null, "shop:", ":", "shop"]}}`} {
		if effects := changes.Of(policy.ParseString(text)); len(effects) != 0 {
			t.Errorf("%s: %+v", text, effects)
		}
	}
}

func TestManagedPolicies(t *testing.T) {
	read := func(version, actions string) *snapshot.Snapshot {
		s, err := snapshot.Read(strings.NewReader(`{"format": "` + snapshot.Format + `", "date": "2026-01-01", "services": [], "managed_policies": [
			{"name": "TeaReader", "arn": "arn:aws:iam::aws:policy/TeaReader", "version": "` + version + `",
			"document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [` + actions + `], "Resource": "*"}]}}]}`))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before, after := read("v1", `"shop:GetTea"`), read("v2", `"shop:ListTea"`)
	changes := impact.New(diff.Compare(before, after), before, after)
	levels := map[impact.Level]bool{}
	for _, e := range changes.ManagedPolicy("teareader") {
		levels[e.Level] = true
		if e.Kind != impact.ManagedPolicy || e.Pattern != "TeaReader" || e.Detail == "" || len(e.Names) == 0 {
			t.Errorf("%+v", e)
		}
	}
	if !levels[impact.Breaking] {
		t.Errorf("levels %v: a grant is gone", levels)
	}
	if got := changes.ManagedPolicy("CoffeeReader"); len(got) != 0 {
		t.Errorf("another policy: %+v", got)
	}
}
