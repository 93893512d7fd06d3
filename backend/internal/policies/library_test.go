package policies_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	readOnly = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}`
	anything = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}}`
)

// library runs fn on each database with one person.
func library(t *testing.T, fn func(t *testing.T, s *live.Server, p *live.Person)) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		fn(t, s, s.Seed(t, "p@example.com"))
	})
}

func store(t *testing.T, p *live.Person, name, document string, cases ...api.PolicyCase) api.StoredPolicy {
	t.Helper()
	stored, err := p.Library.Store(t.Context(), api.StorePolicyIn{Body: api.StorePolicyRequest{Name: name, Document: json.RawMessage(document), Cases: cases}})
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

func TestAPolicyKeepsItsHistory(t *testing.T) {
	library(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		ctx := t.Context()
		stored := store(t, p, "reports", readOnly)
		if stored.Version != 1 || stored.PolicyType != "identity" || stored.Document != readOnly || stored.UpdatedBy != "p@example.com" || stored.Size.Quota != 6144 {
			t.Errorf("stored: %+v", stored)
		}
		// A string keeps its text to the letter, white space and all.
		spaced := "{\n\t\"Version\": \"2012-10-17\",\n\t\"Statement\": []\n}\n"
		quoted, _ := json.Marshal(spaced)
		second, err := p.Library.AddVersion(ctx, api.AddPolicyVersionIn{ID: stored.ID, Body: api.AddPolicyVersionRequest{Document: quoted, Comment: "Nothing", Base: 1}})
		if err != nil || second.Version != 2 || second.Document != spaced || second.Findings.Errors == 0 {
			t.Fatalf("second version: %+v, %v", second, err)
		}
		third, err := p.Library.Restore(ctx, api.RestorePolicyIn{ID: stored.ID, Body: api.RestorePolicyRequest{Version: 1, Base: 2}})
		if err != nil || third.Version != 3 || third.Document != readOnly || third.Findings.Errors != 0 {
			t.Fatalf("restored: %+v, %v", third, err)
		}
		old, err := p.Library.Version(ctx, api.PolicyVersionIn{ID: stored.ID, Version: 2})
		if err != nil || old.Document != spaced || old.Comment != "Nothing" {
			t.Errorf("version 2: %+v, %v", old, err)
		}
		var versions []int
		cursor := ""
		for {
			piece, err := p.Library.Versions(ctx, api.PolicyVersionsIn{ID: stored.ID, Page: api.Page{Limit: 2, Cursor: cursor}})
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range piece.Items {
				versions = append(versions, v.Version)
			}
			if cursor = piece.NextCursor; cursor == "" {
				break
			}
		}
		if fmt.Sprint(versions) != "[3 2 1]" {
			t.Errorf("history: %v", versions)
		}
	})
}

func TestNobodyOverwritesWhatTheyHaveNotSeen(t *testing.T) {
	library(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		stored := store(t, p, "reports", readOnly)
		const writers = 8
		results := make([]error, writers)
		var wait sync.WaitGroup
		for i := range writers {
			wait.Go(func() {
				_, results[i] = p.Library.AddVersion(t.Context(), api.AddPolicyVersionIn{ID: stored.ID, Body: api.AddPolicyVersionRequest{Document: json.RawMessage(anything), Base: 1}})
			})
		}
		wait.Wait()
		taken := 0
		for _, err := range results {
			if err == nil {
				taken++
				continue
			}
			refusal := live.Refused(t, err, http.StatusConflict, "policies.not_newest")
			if !live.At(refusal.Problem, "body.base", "newest") {
				t.Errorf("%+v", refusal.Problem)
			}
		}
		if taken != 1 {
			t.Errorf("%d of %d writers stored version 2", taken, writers)
		}
	})
}

func TestLists(t *testing.T) {
	library(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		ctx := t.Context()
		for i := range 5 {
			store(t, p, fmt.Sprintf("Policy-%d", i), readOnly)
		}
		store(t, p, "100%_sure", readOnly)
		for _, test := range []struct {
			in   api.PolicyListIn
			want int
		}{
			{api.PolicyListIn{Page: api.Page{Limit: 200}}, 6},
			{api.PolicyListIn{Page: api.Page{Limit: 3}}, 3},
			{api.PolicyListIn{Page: api.Page{Limit: 200}, Q: "pOLICY-"}, 5},
			{api.PolicyListIn{Page: api.Page{Limit: 200}, Q: "%_"}, 1},
			{api.PolicyListIn{Page: api.Page{Limit: 200}, Q: "_"}, 1},
			{api.PolicyListIn{Page: api.Page{Limit: 200}, PolicyType: "scp"}, 0},
		} {
			list, err := p.Library.List(ctx, test.in)
			if err != nil || len(list.Items) != test.want || (list.NextCursor != "") != (test.in.Limit == 3) {
				t.Errorf("%+v: %d items, cursor %q, %v", test.in, len(list.Items), list.NextCursor, err)
			}
		}
	})
}

func TestChangesAndRefusals(t *testing.T) {
	library(t, func(t *testing.T, s *live.Server, p *live.Person) {
		ctx := t.Context()
		stored, other := store(t, p, "reports", readOnly), store(t, p, "other", readOnly)
		name, text := "reports-reader", "Who reads reports"
		changed, err := p.Library.Update(ctx, api.UpdatePolicyIn{ID: stored.ID, Body: api.UpdatePolicyRequest{Name: &name, Description: &text}})
		if err != nil || changed.Name != name || changed.Description != text || changed.Version != 1 || changed.Document != readOnly {
			t.Errorf("%+v, %v", changed, err)
		}
		_, err = p.Library.Update(ctx, api.UpdatePolicyIn{ID: other.ID, Body: api.UpdatePolicyRequest{Name: &name}})
		live.Refused(t, err, http.StatusConflict, "policies.name_taken")
		_, err = p.Library.Store(ctx, api.StorePolicyIn{Body: api.StorePolicyRequest{Name: name, Document: json.RawMessage(readOnly)}})
		live.Refused(t, err, http.StatusConflict, "policies.name_taken")
		_, err = p.Library.Store(ctx, api.StorePolicyIn{Body: api.StorePolicyRequest{Name: "broken", Document: json.RawMessage(`"{\"Statement\":"`)}})
		live.Refused(t, err, http.StatusUnprocessableEntity, "policies.bad_document")
		long, _ := json.Marshal(`{"Id":"` + strings.Repeat("x", 128<<10) + `"}`)
		_, err = p.Library.Store(ctx, api.StorePolicyIn{Body: api.StorePolicyRequest{Name: "long", Document: long}})
		live.Refused(t, err, http.StatusUnprocessableEntity, "policies.bad_document")
		_, err = p.Library.Store(ctx, api.StorePolicyIn{Body: api.StorePolicyRequest{Name: "case", Document: json.RawMessage(readOnly), Cases: []api.PolicyCase{{Name: "x", Expect: "allowed", Action: "GetObject"}}}})
		refusal := live.Refused(t, err, http.StatusUnprocessableEntity, "policies.bad_case")
		if !live.At(refusal.Problem, "body.cases[0]", "service:Action") {
			t.Errorf("%+v", refusal.Problem)
		}
		_, err = p.Library.Restore(ctx, api.RestorePolicyIn{ID: stored.ID, Body: api.RestorePolicyRequest{Version: 7, Base: 1}})
		live.Refused(t, err, http.StatusNotFound, "policies.no_version")

		if err := p.Library.Delete(ctx, api.ByID{ID: stored.ID}); err != nil {
			t.Fatal(err)
		}
		_, err = p.Library.Get(ctx, api.ByID{ID: stored.ID})
		live.Refused(t, err, http.StatusNotFound, "policies.not_found")
		if n := s.DB.Int(t, `select count(*) from policy_versions where policy_id = ?`, stored.ID); n != 0 {
			t.Errorf("%d versions are left", n)
		}
		list, err := p.Audit.List(ctx, api.AuditListIn{Page: api.Page{Limit: 200}, ResourceType: "policy"})
		if err != nil {
			t.Fatal(err)
		}
		var actions []string
		for _, r := range list.Items {
			if r.Success {
				actions = append(actions, r.Action)
			}
		}
		if got := strings.Join(actions, " "); got != "policies.deleted policies.changed policies.stored policies.stored" {
			t.Errorf("the audit log says %s", got)
		}
	})
}

func TestCases(t *testing.T) {
	library(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		ctx := t.Context()
		stored := store(t, p, "reports", readOnly,
			api.PolicyCase{Name: "reads", Expect: "allowed", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/q1.pdf"},
			api.PolicyCase{Name: "does not delete", Expect: "denied", Action: "s3:DeleteObject", Resource: "arn:aws:s3:::reports/q1.pdf"})
		run, err := p.Library.RunCases(ctx, api.RunPolicyCasesIn{ID: stored.ID})
		if err != nil || run.Passed != 2 || run.Failed != 0 || stored.Cases != 2 {
			t.Fatalf("%+v, %v", run, err)
		}
		// An edit that is not stored.
		run, err = p.Library.RunCases(ctx, api.RunPolicyCasesIn{ID: stored.ID, Body: api.RunPolicyCasesRequest{Document: json.RawMessage(anything)}})
		if err != nil || run.Passed != 1 || run.Failed != 1 || run.Results[1].Decision != "allowed" || run.Results[1].Reason == "" {
			t.Errorf("%+v, %v", run, err)
		}
		// What hangs on a key that is not known passes neither way.
		narrow := strings.Replace(readOnly, `"Resource"`, `"Condition":{"Bool":{"aws:SecureTransport":"true"}},"Resource"`, 1)
		run, err = p.Library.RunCases(ctx, api.RunPolicyCasesIn{ID: stored.ID, Body: api.RunPolicyCasesRequest{Document: json.RawMessage(narrow), Cases: []api.PolicyCase{
			{Name: "allowed?", Expect: "allowed", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/x", UnknownContext: []string{"*"}},
			{Name: "denied?", Expect: "denied", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/x", UnknownContext: []string{"*"}},
			{Name: "over TLS", Expect: "allowed", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/x", Context: map[string]json.RawMessage{"aws:SecureTransport": json.RawMessage(`true`)}},
		}}})
		if err != nil || run.Passed != 1 || run.Failed != 2 || run.Results[0].Decision != "unknown" {
			t.Errorf("%+v, %v", run, err)
		}
	})
}

func TestVersionsCompare(t *testing.T) {
	library(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		ctx := t.Context()
		stored := store(t, p, "reports", readOnly)
		if _, err := p.Library.AddVersion(ctx, api.AddPolicyVersionIn{ID: stored.ID, Body: api.AddPolicyVersionRequest{Document: json.RawMessage(anything), Base: 1}}); err != nil {
			t.Fatal(err)
		}
		got, err := p.Library.CompareVersions(ctx, api.ComparePolicyVersionsIn{ID: stored.ID, Version: 2, With: 1})
		if err != nil || got.Relation != "broader" || got.Witness == nil {
			t.Errorf("%+v, %v", got, err)
		}
		_, err = p.Library.CompareVersions(ctx, api.ComparePolicyVersionsIn{ID: stored.ID, Version: 2, With: 9})
		live.Refused(t, err, http.StatusNotFound, "policies.no_version")
	})
}
