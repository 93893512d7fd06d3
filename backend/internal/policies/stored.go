package policies

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"strconv"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// forUpdate makes a query lock the rows it reads.
var forUpdate = clause.Locking{Strength: "UPDATE"}

// Store puts a policy into the library as version 1. The document is kept as it is
// written; findings do not keep it out, but text that is not JSON does.
func (l *Library) Store(ctx context.Context, sc access.Scope, in api.StorePolicyIn) (api.StoredPolicy, error) {
	body := in.Body
	text, err := documentToKeep(body.Document)
	if err != nil {
		return api.StoredPolicy{}, err
	}
	cases, err := keptCases(body.Cases)
	if err != nil {
		return api.StoredPolicy{}, err
	}
	now := db.Now()
	row := policyRow{
		Name: body.Name, Description: body.Description, PolicyType: cmp.Or(body.PolicyType, string(policy.KindIdentity)),
		ResourceType: body.ResourceType, Version: 1, Cases: cases, CreatedAt: now, UpdatedAt: now,
	}
	row.Size, row.Findings = measured(text, &row)
	err = l.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := l.store.insert(ctx, sc, &row); err != nil {
			return err
		}
		if err := l.addVersion(ctx, sc, &row, text, body.Comment); err != nil {
			return err
		}
		return l.record(ctx, sc, "policies.stored", &row, nil)
	})
	if err != nil {
		return api.StoredPolicy{}, err
	}
	return l.whole(ctx, sc, &row)
}

// documentToKeep is the text of a document; it must be a JSON object as far as it goes.
func documentToKeep(raw json.RawMessage) (string, error) {
	text, err := documentText(raw)
	if err != nil {
		return "", err
	}
	if len(text) > maxDocument {
		return "", ErrDocument.Saying("The document is longer than %d bytes.", maxDocument).At("body.document", "is too long")
	}
	if doc := policy.Parse(text); doc.Incomplete() {
		return "", refused("body.document", doc.Err())
	}
	return string(text), nil
}

// measured is what a list shows of a document: its size, and how many findings it has.
func measured(text string, row *policyRow) (size int, findings string) {
	var n api.FindingCounts
	for _, f := range lint.Check([]byte(text), lint.Options{Kind: policy.Kind(row.PolicyType), ResourceType: row.ResourceType}) {
		switch f.Type {
		case lint.TypeError:
			n.Errors++
		case lint.TypeSecurityWarning:
			n.SecurityWarnings++
		case lint.TypeWarning:
			n.Warnings++
		default:
			n.Suggestions++
		}
	}
	written, _ := json.Marshal(n) // four integers
	return policy.Size([]byte(text)), string(written)
}

func (l *Library) addVersion(ctx context.Context, sc access.Scope, row *policyRow, text, comment string) error {
	user, err := sc.User()
	if err != nil {
		return err
	}
	return l.store.insertVersion(ctx, sc, &versionRow{
		PolicyID: row.ID, Version: row.Version, Document: text, Comment: comment,
		Size: row.Size, Findings: row.Findings, CreatedBy: &user, CreatedAt: row.UpdatedAt,
	})
}

// List gives the workspace's policies, oldest first, without documents.
func (l *Library) List(ctx context.Context, sc access.Scope, in api.PolicyListIn) (api.StoredPolicyList, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.StoredPolicyList{}, err
	}
	rows, err := l.store.list(ctx, sc, after, in.Limit+1, in.Q, in.PolicyType)
	if err != nil {
		return api.StoredPolicyList{}, err
	}
	var out api.StoredPolicyList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *policyRow) int64 { return r.ID }, (*policyRow).summary)
	return out, nil
}

// Get gives one policy with its newest document.
func (l *Library) Get(ctx context.Context, sc access.Scope, in api.ByID) (api.StoredPolicy, error) {
	row, err := l.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.StoredPolicy{}, err
	}
	return l.whole(ctx, sc, row)
}

func (l *Library) whole(ctx context.Context, sc access.Scope, row *policyRow) (api.StoredPolicy, error) {
	version, err := l.store.version(ctx, sc, row.ID, int64(row.Version))
	if err != nil {
		return api.StoredPolicy{}, err
	}
	return api.StoredPolicy{StoredPolicySummary: row.summary(), Document: version.Document, CaseList: row.cases(), UpdatedBy: version.Author}, nil
}

// Update changes what is said about a policy.
func (l *Library) Update(ctx context.Context, sc access.Scope, in api.UpdatePolicyIn) (api.StoredPolicy, error) {
	columns, changed := map[string]any{}, map[string]string{}
	set := func(column string, value *string) {
		if value != nil {
			columns[column], changed[column] = *value, *value
		}
	}
	set("name", in.Body.Name)
	set("description", in.Body.Description)
	set("resource_type", in.Body.ResourceType)
	if in.Body.Cases != nil {
		cases, err := keptCases(in.Body.Cases)
		if err != nil {
			return api.StoredPolicy{}, err
		}
		columns["cases"], changed["cases"] = cases, strconv.Itoa(len(in.Body.Cases))
	}
	var row *policyRow
	err := l.db.Tx(ctx, sc, func(ctx context.Context) (err error) {
		if row, err = l.store.lock(ctx, sc, in.ID); err != nil || len(columns) == 0 {
			return err
		}
		columns["updated_at"] = db.Now()
		if err := l.store.update(ctx, sc, in.ID, columns); err != nil {
			return err
		}
		if row, err = l.store.byID(ctx, sc, in.ID); err != nil {
			return err
		}
		return l.record(ctx, sc, "policies.changed", row, changed)
	})
	if err != nil {
		return api.StoredPolicy{}, err
	}
	return l.whole(ctx, sc, row)
}

// Delete removes a policy with its history.
func (l *Library) Delete(ctx context.Context, sc access.Scope, in api.ByID) (api.None, error) {
	return api.None{}, l.db.Tx(ctx, sc, func(ctx context.Context) error {
		row, err := l.store.lock(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if err := l.store.delete(ctx, sc, in.ID); err != nil {
			return err
		}
		return l.record(ctx, sc, "policies.deleted", row, nil)
	})
}

func (l *Library) record(ctx context.Context, sc access.Scope, action string, row *policyRow, details map[string]string) error {
	all := map[string]string{"name": row.Name, "version": strconv.Itoa(row.Version)}
	for k, v := range details {
		all[k] = v
	}
	return l.audit.Record(ctx, sc, audit.Entry{Action: action, ResourceType: "policy", ResourceID: strconv.FormatInt(row.ID, 10), Details: all})
}

// AddVersion stores a new document of a policy, unless somebody else has stored one since.
func (l *Library) AddVersion(ctx context.Context, sc access.Scope, in api.AddPolicyVersionIn) (api.StoredPolicy, error) {
	text, err := documentToKeep(in.Body.Document)
	if err != nil {
		return api.StoredPolicy{}, err
	}
	return l.advance(ctx, sc, in.ID, in.Body.Base, in.Body.Comment, "policies.version_stored", nil,
		func(context.Context, *policyRow) (string, error) { return text, nil })
}

// Restore makes the document of an old version the newest again. Nothing is lost: it
// becomes a new version.
func (l *Library) Restore(ctx context.Context, sc access.Scope, in api.RestorePolicyIn) (api.StoredPolicy, error) {
	comment := cmp.Or(in.Body.Comment, "Version "+strconv.Itoa(in.Body.Version)+" again")
	return l.advance(ctx, sc, in.ID, in.Body.Base, comment, "policies.restored", map[string]string{"restored": strconv.Itoa(in.Body.Version)},
		func(ctx context.Context, row *policyRow) (string, error) {
			old, err := l.store.version(ctx, sc, row.ID, int64(in.Body.Version))
			if err != nil {
				return "", err
			}
			return old.Document, nil
		})
}

// advance stores the next version of a policy.
func (l *Library) advance(
	ctx context.Context, sc access.Scope, id int64, base int, comment, action string, details map[string]string,
	document func(context.Context, *policyRow) (string, error),
) (api.StoredPolicy, error) {
	var row *policyRow
	err := l.db.Tx(ctx, sc, func(ctx context.Context) (err error) {
		if row, err = l.store.lock(ctx, sc, id); err != nil {
			return err
		}
		if row.Version != base {
			return ErrNotNewest.Saying("The newest version is %d, not %d: look at it, then store yours on top of it.", row.Version, base).
				At("body.base", "is not the newest version")
		}
		text, err := document(ctx, row)
		if err != nil {
			return err
		}
		row.Version, row.UpdatedAt = row.Version+1, db.Now()
		row.Size, row.Findings = measured(text, row)
		if err := l.addVersion(ctx, sc, row, text, comment); err != nil {
			return err
		}
		columns := map[string]any{"version": row.Version, "updated_at": row.UpdatedAt, "size": row.Size, "findings": row.Findings}
		if err := l.store.update(ctx, sc, id, columns); err != nil {
			return err
		}
		return l.record(ctx, sc, action, row, details)
	})
	if err != nil {
		return api.StoredPolicy{}, err
	}
	return l.whole(ctx, sc, row)
}

// Versions gives the history of a policy, newest first.
func (l *Library) Versions(ctx context.Context, sc access.Scope, in api.PolicyVersionsIn) (api.PolicyVersionList, error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return api.PolicyVersionList{}, err
	}
	if _, err := l.store.byID(ctx, sc, in.ID); err != nil {
		return api.PolicyVersionList{}, err
	}
	if before == 0 {
		before = math.MaxInt32
	}
	rows, err := l.store.versions(ctx, sc, in.ID, int(min(before, math.MaxInt32)), in.Limit+1)
	if err != nil {
		return api.PolicyVersionList{}, err
	}
	var out api.PolicyVersionList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *versionRow) int64 { return int64(r.Version) }, (*versionRow).summary)
	return out, nil
}

// Version gives one version with its document.
func (l *Library) Version(ctx context.Context, sc access.Scope, in api.PolicyVersionIn) (api.PolicyVersion, error) {
	if _, err := l.store.byID(ctx, sc, in.ID); err != nil {
		return api.PolicyVersion{}, err
	}
	row, err := l.store.version(ctx, sc, in.ID, in.Version)
	if err != nil {
		return api.PolicyVersion{}, err
	}
	return api.PolicyVersion{PolicyVersionSummary: row.summary(), Document: row.Document}, nil
}

// CompareVersions tells how a version relates to another by what they allow.
func (l *Library) CompareVersions(ctx context.Context, sc access.Scope, in api.ComparePolicyVersionsIn) (api.PolicyComparison, error) {
	row, err := l.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.PolicyComparison{}, err
	}
	var sides [2]*eval.Policy
	for i, number := range []int64{in.Version, cmp.Or(in.With, int64(row.Version))} {
		version, err := l.store.version(ctx, sc, in.ID, number)
		if err != nil {
			return api.PolicyComparison{}, err
		}
		if sides[i], err = eval.Compile(policy.ParseString(version.Document), policy.Kind(row.PolicyType), ""); err != nil {
			return api.PolicyComparison{}, ErrDocument.Saying("Version %d: %s", number, fault.Sentence(err.Error()))
		}
	}
	r := compare.Policies(sides[0], sides[1], compare.Options{})
	return api.PolicyComparison{Relation: string(r.Relation), Witness: witness(r.Witness), OtherWitness: witness(r.OtherWitness), Reason: r.Reason}, nil
}
