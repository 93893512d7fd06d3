package usage

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/activity"
)

// activityRow is that a principal did something, by CloudTrail.
type activityRow struct {
	ID           int64
	WorkspaceID  int64
	AccountID    string
	PrincipalARN string `gorm:"column:principal_arn"`
	Kind         string
	Action       string
	Used         int64
	Denied       int64
	FirstAt      time.Time
	LastAt       time.Time
	UsedAt       *time.Time
	DeniedAt     *time.Time
	Resources    string // activity.Resources as JSON
	Many         bool
	Regions      string // []string as JSON
	Sources      string // likewise
}

func (activityRow) TableName() string { return "usage_activity" }

// maxActivity is how many actions of principals are kept of an account.
const maxActivity = 100_000

// rowsAtOnce keeps a statement within the parameters that SQLite and Postgres take.
const rowsAtOnce = 500

func (r *activityRow) use() (activity.Use, error) {
	u := activity.Use{
		Key: activity.Key{Account: r.AccountID, Principal: r.PrincipalARN, Action: r.Action}, Kind: activity.Kind(r.Kind), Used: r.Used, Denied: r.Denied,
		First: r.FirstAt.UTC(), Last: r.LastAt.UTC(),
	}
	if r.UsedAt != nil {
		u.LastUsed = r.UsedAt.UTC()
	}
	if r.DeniedAt != nil {
		u.LastDenied = r.DeniedAt.UTC()
	}
	if err := json.Unmarshal([]byte(r.Regions), &u.Regions); err != nil {
		return u, err
	}
	var err error
	u.Resources, err = activity.Restore(r.Resources, r.Many)
	return u, err
}

// set writes what is known into the row.
func (r *activityRow) set(u *activity.Use, source string) error {
	var sources []string
	if r.Sources != "" {
		if err := json.Unmarshal([]byte(r.Sources), &sources); err != nil {
			return err
		}
	}
	if !slices.Contains(sources, source) {
		sources = append(sources, source)
		slices.Sort(sources)
	}
	r.AccountID, r.PrincipalARN, r.Action, r.Kind = u.Account, u.Principal, u.Action, string(u.Kind)
	r.Used, r.Denied, r.FirstAt, r.LastAt, r.UsedAt, r.DeniedAt = u.Used, u.Denied, u.First, u.Last, moment(u.LastUsed), moment(u.LastDenied)
	r.Many = u.Resources.Many()
	for column, value := range map[*string]any{&r.Resources: u.Resources, &r.Regions: append([]string{}, u.Regions...), &r.Sources: sources} {
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		*column = string(text)
	}
	return nil
}

// moment is a time for a column that may have none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// joinActivity adds what was gathered of an account to what is kept, and tells how
// many rows are new, and of how many uses there was no room.
func (s store) joinActivity(ctx context.Context, sc access.Scope, account, source string, uses []*activity.Use, room int64) (added, left int64, err error) {
	principals := map[string]bool{}
	for _, u := range uses {
		principals[u.Principal] = true
	}
	known := map[activity.Key]*activityRow{}
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(principals)), rowsAtOnce) {
		var rows []activityRow
		if err := s.db.For(ctx, sc).Where("account_id = ? and principal_arn in ?", account, chunk).Find(&rows).Error; err != nil {
			return 0, 0, err
		}
		for i := range rows {
			known[activity.Key{Account: account, Principal: rows[i].PrincipalARN, Action: rows[i].Action}] = &rows[i]
		}
	}
	var fresh []activityRow
	for _, u := range uses {
		row := known[u.Key]
		if row == nil {
			if int64(len(fresh)) >= room {
				left += u.Used + u.Denied
				continue
			}
			row = &activityRow{}
			if err := row.set(u, source); err != nil {
				return 0, 0, err
			}
			fresh = append(fresh, *row)
			continue
		}
		whole, err := row.use()
		if err != nil {
			return 0, 0, err
		}
		whole.Join(u)
		if err := row.set(&whole, source); err != nil {
			return 0, 0, err
		}
		if err := s.db.For(ctx, sc).Save(row).Error; err != nil {
			return 0, 0, err
		}
	}
	for chunk := range slices.Chunk(fresh, rowsAtOnce) {
		if err := s.db.For(ctx, sc).Create(chunk).Error; err != nil {
			return 0, 0, err
		}
	}
	return int64(len(fresh)), left, nil
}

func (r *activityRow) view() api.Activity {
	u, _ := r.use() // it was written by the room
	out := api.Activity{
		ID: r.ID, AccountID: r.AccountID, PrincipalARN: r.PrincipalARN, Kind: r.Kind, Action: r.Action, Used: r.Used, Denied: r.Denied,
		First: u.First, Last: u.Last, LastUsed: moment(u.LastUsed), LastDenied: moment(u.LastDenied),
		Resources: u.Resources.List(), Many: r.Many, Regions: append([]string{}, u.Regions...), From: []string{},
	}
	_ = json.Unmarshal([]byte(r.Sources), &out.From) // likewise
	return out
}

// Activity gives a piece of what principals did by CloudTrail.
func (s *Service) Activity(ctx context.Context, sc access.Scope, in api.ActivityIn) (out api.ActivityList, err error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	q := s.DB.For(ctx, sc).Where("id > ?", after)
	for column, value := range map[string]string{"account_id": in.AccountID, "principal_arn": in.PrincipalARN, "kind": in.Kind} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	if in.Service != "" {
		q = q.Where("action like ?", in.Service+":%") // a service has no character that means something here
	}
	if in.Denied {
		q = q.Where("denied > 0")
	}
	var rows []activityRow
	if err := q.Order("id").Limit(in.Limit + 1).Find(&rows).Error; err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *activityRow) int64 { return r.ID }, (*activityRow).view)
	return out, nil
}

// Accounts tells of which accounts CloudTrail has told.
func (s *Service) Accounts(ctx context.Context, sc access.Scope, _ api.None) (out api.ActiveAccountList, err error) {
	var rows []trailRow
	if err := s.DB.For(ctx, sc).Order("account_id").Limit(maxAccounts).Find(&rows).Error; err != nil {
		return out, err
	}
	var counts []struct {
		AccountID  string
		Principals int64
	}
	err = s.DB.For(ctx, sc).Model(&activityRow{}).Select("account_id, count(distinct principal_arn) as principals").Group("account_id").Scan(&counts).Error
	if err != nil {
		return out, err
	}
	out.Items = make([]api.ActiveAccount, 0, len(rows))
	for i := range rows {
		b, err := rows[i].read()
		if err != nil {
			return out, err
		}
		one := api.ActiveAccount{AccountID: rows[i].AccountID, Actions: b.Rows, UpdatedAt: rows[i].UpdatedAt.UTC(), Trail: b.coverage()}
		for _, c := range counts {
			if c.AccountID == one.AccountID {
				one.Principals = c.Principals
			}
		}
		out.Items = append(out.Items, one)
	}
	return out, nil
}
