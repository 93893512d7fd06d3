package usage

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// trailRow is what is known of CloudTrail's records of one account.
type trailRow struct {
	ID          int64
	WorkspaceID int64
	AccountID   string
	// ForgottenBefore is the time before which ids of events are not kept any more, so
	// that events from before it could be counted twice; nil when all are kept.
	ForgottenBefore *time.Time
	UpdatedAt       time.Time `gorm:"autoUpdateTime:false"`
	Body            string    // trailBody as JSON
}

func (trailRow) TableName() string { return "usage_trails" }

// trailBody is what of an account was looked through.
type trailBody struct {
	IDs  int64 `json:"ids"`  // of events that are kept
	Rows int64 `json:"rows"` // of activity
	// History is the time that the event history was read for, by Region.
	History map[string]span `json:"history"`
	// Files are the days of which files had events, by Region, as days since 1970.
	Files map[string][]int64 `json:"files"`
	// Data are the services of which data events were seen.
	Data []string `json:"data"`
}

type span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

const day = 24 * time.Hour

func (r *trailRow) read() (out trailBody, err error) {
	err = json.Unmarshal([]byte(r.Body), &out)
	if out.History == nil {
		out.History = map[string]span{}
	}
	if out.Files == nil {
		out.Files = map[string][]int64{}
	}
	return out, err
}

// looked adds time that the event history was read for. Times that do not touch
// are not joined: the later one counts.
func (b *trailBody) looked(region string, add span) {
	old, known := b.History[region]
	switch {
	case !known || add.From.After(old.To) || old.To.Before(add.From):
		if !known || add.To.After(old.To) {
			b.History[region] = add
		}
	case add.To.Before(old.From):
	default:
		if old.From.Before(add.From) {
			add.From = old.From
		}
		if old.To.After(add.To) {
			add.To = old.To
		}
		b.History[region] = add
	}
}

// filed adds a day of which a file had an event.
func (b *trailBody) filed(region string, at time.Time) {
	n := at.Unix() / int64(day/time.Second)
	days := b.Files[region]
	if i, known := slices.BinarySearch(days, n); !known {
		b.Files[region] = slices.Insert(days, i, n)
	}
}

func (b *trailBody) data(service string) {
	if i, known := slices.BinarySearch(b.Data, service); !known {
		b.Data = slices.Insert(b.Data, i, service)
	}
}

// forget drops days that are too old to matter.
func (b *trailBody) forget(before time.Time) {
	first := before.Unix() / int64(day/time.Second)
	for region, days := range b.Files {
		i, _ := slices.BinarySearch(days, first)
		if b.Files[region] = days[i:]; i == len(days) {
			delete(b.Files, region)
		}
	}
}

// coverage is the same for people: of files, the days without a gap up to the newest.
func (b *trailBody) coverage() api.UsageCoverage {
	out := api.UsageCoverage{Regions: []api.CoveredRegion{}, Data: append([]string{}, b.Data...)}
	for region, s := range b.History {
		out.Regions = append(out.Regions, api.CoveredRegion{Region: region, From: s.From.UTC(), To: s.To.UTC(), Complete: true})
	}
	for region, days := range b.Files {
		last := len(days) - 1
		first := last
		for first > 0 && days[first-1] == days[first]-1 {
			first--
		}
		begin := func(n int64) time.Time { return time.Unix(n*int64(day/time.Second), 0).UTC() }
		out.Regions = append(out.Regions, api.CoveredRegion{Region: region, From: begin(days[first]), To: begin(days[last] + 1)})
	}
	slices.SortFunc(out.Regions, func(x, y api.CoveredRegion) int {
		return cmp.Or(cmp.Compare(x.Region, y.Region), x.From.Compare(y.From))
	})
	return out
}

// maxAccounts is of how many accounts a workspace keeps what CloudTrail tells.
const maxAccounts = 500

// lockTrail gives the row of an account for the time of the transaction, and makes it
// when there is none; nil when there are too many accounts.
func (s store) lockTrail(ctx context.Context, sc access.Scope, account string) (*trailRow, error) {
	var r trailRow
	take := func() error {
		q := s.db.For(ctx, sc)
		if s.db.Dialect() == db.Postgres {
			q = q.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
		}
		return q.Where("account_id = ?", account).Take(&r).Error
	}
	err := take()
	if !db.NoRows(err) {
		return &r, err
	}
	var n int64
	if err := s.db.For(ctx, sc).Model(&trailRow{}).Count(&n).Error; err != nil {
		return nil, err
	}
	if n >= maxAccounts {
		return nil, nil //nolint:nilnil // that there is no room is an answer
	}
	made := trailRow{AccountID: account, UpdatedAt: db.Now(), Body: "{}"}
	if err := s.db.For(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).Create(&made).Error; err != nil {
		return nil, err
	}
	return &r, take()
}

func (s store) saveTrail(ctx context.Context, sc access.Scope, r *trailRow, b *trailBody) error {
	text, err := json.Marshal(b)
	if err != nil {
		return err
	}
	return s.db.For(ctx, sc).Model(&trailRow{}).Where("id = ?", r.ID).
		Updates(map[string]any{"body": string(text), "updated_at": db.Now(), "forgotten_before": r.ForgottenBefore}).Error
}

// coverageOf tells what of an account was looked through; empty when nothing was.
func (s store) coverageOf(ctx context.Context, sc access.Scope, account string) (api.UsageCoverage, error) {
	var r trailRow
	err := s.db.For(ctx, sc).Where("account_id = ?", account).Take(&r).Error
	if db.NoRows(err) {
		return api.UsageCoverage{Regions: []api.CoveredRegion{}, Data: []string{}}, nil
	}
	if err != nil {
		return api.UsageCoverage{}, err
	}
	b, err := r.read()
	return b.coverage(), err
}
