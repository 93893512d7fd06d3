package policies

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

type policyRow struct {
	ID           int64
	WorkspaceID  int64
	Name         string
	Description  string
	PolicyType   string
	ResourceType string
	Version      int
	Size         int
	Findings     string // api.FindingCounts as JSON
	Cases        string // []api.PolicyCase as JSON
	CreatedAt    time.Time
	UpdatedAt    time.Time `gorm:"autoUpdateTime:false"`
}

func (policyRow) TableName() string { return "policies" }

type versionRow struct {
	WorkspaceID int64
	PolicyID    int64
	Version     int
	Document    string
	Comment     string
	Size        int
	Findings    string
	CreatedBy   *int64
	Author      string `gorm:"->;-:migration"` // of a query that joins users
	CreatedAt   time.Time
}

func (versionRow) TableName() string { return "policy_versions" }

// libraryStore is the library's tables.
type libraryStore struct{ db *db.DB }

// lock gives a policy and makes writers of it queue until the end of the transaction.
func (s libraryStore) lock(ctx context.Context, sc access.Scope, id int64) (*policyRow, error) {
	if s.db.Dialect() == db.Postgres {
		var locked int64
		if err := s.db.For(ctx, sc).Model(&policyRow{}).Select("id").Where("id = ?", id).
			Clauses(forUpdate).Take(&locked).Error; err != nil {
			if db.NoRows(err) {
				return nil, ErrNotFound
			}
			return nil, err
		}
	}
	return s.byID(ctx, sc, id)
}

func (s libraryStore) byID(ctx context.Context, sc access.Scope, id int64) (*policyRow, error) {
	var r policyRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNotFound
	}
	return &r, err
}

// list gives policies by id from after on, those whose name or description holds the
// text and that are of the kind, where these are given.
func (s libraryStore) list(ctx context.Context, sc access.Scope, after int64, limit int, text, kind string) ([]policyRow, error) {
	q := s.db.For(ctx, sc).Where("id > ?", after)
	if text != "" {
		name, part := s.db.Contains("name", text)
		description, _ := s.db.Contains("description", text)
		q = q.Where("("+name+" or "+description+")", part, part)
	}
	if kind != "" {
		q = q.Where("policy_type = ?", kind)
	}
	var rows []policyRow
	err := q.Order("id").Limit(limit).Find(&rows).Error
	return rows, err
}

func (s libraryStore) insert(ctx context.Context, sc access.Scope, r *policyRow) error {
	return nameTaken(s.db.For(ctx, sc).Create(r).Error)
}

func (s libraryStore) update(ctx context.Context, sc access.Scope, id int64, columns map[string]any) error {
	return nameTaken(s.db.For(ctx, sc).Model(&policyRow{}).Where("id = ?", id).Updates(columns).Error)
}

func nameTaken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrNameTaken.At("body.name", "is the name of another policy")
	}
	return err
}

func (s libraryStore) delete(ctx context.Context, sc access.Scope, id int64) error {
	return s.db.For(ctx, sc).Where("id = ?", id).Delete(&policyRow{}).Error
}

func (s libraryStore) insertVersion(ctx context.Context, sc access.Scope, r *versionRow) error {
	return s.db.For(ctx, sc).Omit("Author").Create(r).Error
}

// versions gives versions older than before, newest first, without documents.
func (s libraryStore) versions(ctx context.Context, sc access.Scope, id int64, before, limit int) ([]versionRow, error) {
	var rows []versionRow
	err := s.withAuthor(ctx, sc, "policy_versions.version, policy_versions.comment, policy_versions.size, policy_versions.findings, policy_versions.created_at").
		Where("policy_versions.policy_id = ? and policy_versions.version < ?", id, before).
		Order("policy_versions.version desc").Limit(limit).Find(&rows).Error
	return rows, err
}

func (s libraryStore) version(ctx context.Context, sc access.Scope, id, version int64) (*versionRow, error) {
	var r versionRow
	err := s.withAuthor(ctx, sc, "policy_versions.*").Where("policy_versions.policy_id = ? and policy_versions.version = ?", id, version).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNoVersion
	}
	return &r, err
}

func (s libraryStore) withAuthor(ctx context.Context, sc access.Scope, columns string) *gorm.DB {
	return s.db.For(ctx, sc).Model(&versionRow{}).Select(columns + ", coalesce(users.email, '') as author").
		Joins("left join users on users.id = policy_versions.created_by")
}

// summary is the row as the interface shows it in lists.
func (r *policyRow) summary() api.StoredPolicySummary {
	out := api.StoredPolicySummary{
		ID: r.ID, Name: r.Name, Description: r.Description, PolicyType: r.PolicyType, ResourceType: r.ResourceType,
		Version: r.Version, Size: quota(r.Size, policy.Kind(r.PolicyType), r.ResourceType), Findings: counts(r.Findings),
		Cases: len(r.cases()), CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
	}
	return out
}

func (r *policyRow) cases() []api.PolicyCase {
	out := []api.PolicyCase{}
	_ = json.Unmarshal([]byte(r.Cases), &out) // it was written by the library
	return out
}

func (r *versionRow) summary() api.PolicyVersionSummary {
	return api.PolicyVersionSummary{
		Version: r.Version, Comment: r.Comment, Size: r.Size, Findings: counts(r.Findings), CreatedAt: r.CreatedAt.UTC(), CreatedBy: r.Author,
	}
}

func counts(text string) (out api.FindingCounts) {
	_ = json.Unmarshal([]byte(text), &out) // it was written by the library
	return out
}
