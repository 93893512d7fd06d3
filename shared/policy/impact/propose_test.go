package impact_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// yesterday is the embedded catalog as it would have been without some actions and dependencies, and with one action
// that AWS does not have.
func yesterday(t *testing.T) (*impact.Changes, *snapshot.Snapshot) {
	t.Helper()
	now, err := snapshot.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	before := *now
	before.Services = slices.Clone(now.Services)
	edit := func(prefix string, change func(*catalog.Service)) {
		i := slices.IndexFunc(before.Services, func(s catalog.Service) bool { return s.Prefix == prefix })
		service := before.Services[i]
		service.Actions = slices.Clone(service.Actions)
		change(&service)
		before.Services[i] = service
	}
	edit("sqs", func(s *catalog.Service) {
		s.Actions = slices.DeleteFunc(s.Actions, func(a catalog.Action) bool { return a.Name == "DeleteMessage" })
	})
	edit("aiops", func(s *catalog.Service) {
		for i := range s.Actions {
			if s.Actions[i].Name == "GetFact" {
				s.Actions[i].DependentActions = nil
			}
		}
	})
	edit("ecs", func(s *catalog.Service) {
		at := slices.IndexFunc(s.Actions, func(a catalog.Action) bool { return a.Name == "RunTask" })
		s.Actions[at].Resources = slices.Clone(s.Actions[at].Resources)
		for i := range s.Actions[at].Resources {
			s.Actions[at].Resources[i].DependentActions = nil
		}
	})
	edit("s3", func(s *catalog.Service) {
		at := slices.IndexFunc(s.Actions, func(a catalog.Action) bool { return a.Name == "GetObject" })
		gone := s.Actions[at]
		gone.Name = "GetObjectYesterday"
		s.Actions = slices.Insert(s.Actions, at+1, gone)
	})
	slices.SortFunc(before.Services[slices.IndexFunc(before.Services, func(s catalog.Service) bool { return s.Prefix == "s3" })].Actions,
		func(a, b catalog.Action) int {
			return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
		})
	return impact.New(diff.Compare(&before, now), &before, now), now
}

const yesterdaysPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Queue", "Effect": "Allow", "Action": "sqs:Delete*", "Resource": "arn:aws:sqs:*:111122223333:jobs"},
    {"Sid": "Facts", "Effect": "Allow", "Action": ["aiops:GetFact"], "Resource": "*"},
    {
      "Sid": "Files", "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:GetObjectYesterday"
      ],
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}`

func TestProposals(t *testing.T) {
	changes, _ := yesterday(t)
	doc := policy.ParseString(yesterdaysPolicy)
	effects := changes.Of(doc)
	if len(effects) != 3 {
		t.Fatalf("%d effects: %+v", len(effects), effects)
	}
	for _, e := range effects {
		p, why := changes.Propose(doc, policy.KindIdentity, e)
		if p == nil {
			t.Errorf("%s: no proposal: %s", e.Kind, why)
			continue
		}
		switch e.Kind {
		case impact.RemovedAction:
			want := strings.Replace(yesterdaysPolicy, "\"s3:GetObject\",\n        \"s3:GetObjectYesterday\"", `"s3:GetObject"`, 1)
			if p.Edit != impact.RemoveAction || p.Document != want || p.Relation != compare.Equivalent && p.Relation != compare.Narrower {
				t.Errorf("%s %s\n%s", p.Edit, p.Relation, p.Document)
			}
		case impact.DependentAction:
			if p.Edit != impact.AddActions || p.Relation != compare.Broader || p.Witness == nil || !strings.Contains(p.Document, `["aiops:GetFact", "kms:Decrypt"]`) {
				t.Errorf("%s %s\n%s", p.Edit, p.Relation, p.Document)
			}
		case impact.NewAction:
			if p.Edit != impact.PinWildcard || p.Relation != compare.Narrower || !strings.Contains(p.Document, `"Action": ["sqs:DeleteQueue"]`) && !strings.Contains(p.Document, `"Action": "sqs:DeleteQueue"`) {
				t.Errorf("%s %s\n%s", p.Edit, p.Relation, p.Document)
			}
			if len(p.Cases) != 2 || p.Cases[0].Expect != "denied" || p.Cases[0].Action != "sqs:DeleteMessage" || p.Cases[1].Expect != "allowed" {
				t.Errorf("cases %+v", p.Cases)
			}
		default:
			t.Errorf("unexpected %s", e.Kind)
		}
		if edited := policy.ParseString(p.Document); edited.Err() != nil {
			t.Errorf("%s: the edited policy: %v", e.Kind, edited.Err())
		}
		// After the edit the effect is gone.
		for _, left := range changes.Of(policy.ParseString(p.Document)) {
			if left.Kind == e.Kind && left.Pattern == e.Pattern && left.Level == e.Level {
				t.Errorf("%s is still there after its edit", e.Kind)
			}
		}
	}
}

func TestNoProposal(t *testing.T) {
	changes, _ := yesterday(t)
	for statement, want := range map[string]string{
		`{"Effect": "Allow", "Action": "s3:GetObjectYesterday", "Resource": "*"}`:               "only action",
		`{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}`:                             "instead of leaving out",
		`{"Effect": "Deny", "Action": "sqs:Delete*", "Resource": "*"}`:                          "Nothing needs to be done",
		`{"Effect": "Allow", "Action": ["sqs:DeleteMessage*", 7], "Resource": "*"}`:             "no text",
		`{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "*"}`:                       "Nothing needs to be done",
		`{"Effect": "Permit", "Action": "s3:GetObject*", "Resource": "*"}`:                      "",
		`{"Effect": "Allow", "Action": "sqs:Delete*", "Resource": "*", "Principal": {"AWS":1}}`: "not one that AWS takes",
	} {
		doc := document(statement)
		effects := changes.Of(doc)
		if want == "" {
			if len(effects) != 0 {
				t.Errorf("%s: %+v", statement, effects)
			}
			continue
		}
		if len(effects) == 0 {
			t.Errorf("%s: no effect", statement)
			continue
		}
		e := effects[0]
		if p, why := changes.Propose(doc, policy.KindIdentity, e); p != nil || !strings.Contains(why, want) {
			t.Errorf("%s: proposal %v, because %q, want %q", statement, p, why, want)
		}
	}
	gone := impact.Effect{Kind: impact.NewAction, Statement: 5, Service: "sqs"}
	if p, why := changes.Propose(document(`{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}`), policy.KindIdentity, gone); p != nil || why == "" {
		t.Errorf("a statement that is not there: %v %q", p, why)
	}
}
