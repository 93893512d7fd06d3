package audit

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// usageRows is how many operations and people are told of.
const usageRows = 200

// counted is a line of a count of calls.
type counted struct {
	Name   string
	UserID *int64
	Calls  int64
	Failed int64
	LastAt time.Time
}

// Usage counts the calls of AWS that were made with a credential, by its id,
// from a time until before another.
func (l *Log) Usage(ctx context.Context, sc access.Scope, credential string, from, to time.Time) (api.CredentialUsage, error) {
	out := api.CredentialUsage{From: from.UTC(), To: to.UTC(), ByDay: []api.DayUsage{}, ByOperation: []api.OperationUsage{}, ByUser: []api.UserUsage{}}
	days, err := l.store.callsByDay(ctx, sc, credential, from, to)
	if err != nil {
		return out, err
	}
	for _, d := range days {
		out.ByDay = append(out.ByDay, api.DayUsage{Day: d.Name, Calls: d.Calls, Failed: d.Failed})
		out.Calls, out.Failed = out.Calls+d.Calls, out.Failed+d.Failed
	}
	operations, err := l.store.callsByOperation(ctx, sc, credential, from, to)
	if err != nil {
		return out, err
	}
	for _, o := range operations {
		out.ByOperation = append(out.ByOperation, api.OperationUsage{Operation: strings.TrimPrefix(o.Name, "aws."), Calls: o.Calls, Failed: o.Failed, LastAt: o.LastAt.UTC()})
	}
	users, err := l.store.callsByUser(ctx, sc, credential, from, to)
	if err != nil {
		return out, err
	}
	for _, u := range users {
		out.ByUser = append(out.ByUser, api.UserUsage{UserID: u.UserID, Email: u.Name, Calls: u.Calls, Failed: u.Failed, LastAt: u.LastAt.UTC()})
	}
	return out, nil
}

// calls are the records of calls with a credential. The resource type is
// written out, since the index audit_logs_aws_calls is only of those.
func (s store) calls(ctx context.Context, sc access.Scope, credential string, from, to time.Time) *gorm.DB {
	return s.db.For(ctx, sc).Model(&logRow{}).
		Where("resource_type = 'aws_call' and resource_id = ? and at >= ? and at < ?", credential, from.UTC(), to.UTC())
}

const failedCalls = "count(*) as calls, sum(case when success then 0 else 1 end) as failed"

func (s store) callsByDay(ctx context.Context, sc access.Scope, credential string, from, to time.Time) (out []counted, err error) {
	day := "substr(at, 1, 10)" // times are kept as text that begins so, in UTC
	if s.db.Dialect() == db.Postgres {
		day = "to_char(at at time zone 'UTC', 'YYYY-MM-DD')"
	}
	err = s.calls(ctx, sc, credential, from, to).Select(day + " as name, " + failedCalls).Group(day).Order("1").Scan(&out).Error
	return out, err
}

func (s store) callsByOperation(ctx context.Context, sc access.Scope, credential string, from, to time.Time) ([]counted, error) {
	return s.ranked(ctx, sc, s.calls(ctx, sc, credential, from, to).Select("action as name, max(seq) as last_seq, "+failedCalls).Group("action"))
}

func (s store) callsByUser(ctx context.Context, sc access.Scope, credential string, from, to time.Time) ([]counted, error) {
	return s.ranked(ctx, sc, s.calls(ctx, sc, credential, from, to).
		Select("user_id, max(user_email) as name, max(seq) as last_seq, "+failedCalls).Group("user_id, case when user_id is null then user_email end"))
}

// ranked reads groups, those with most calls first, and looks up when each was
// last: the last record of a group is the one with its highest number.
func (s store) ranked(ctx context.Context, sc access.Scope, groups *gorm.DB) ([]counted, error) {
	var rows []struct {
		Name    string
		UserID  *int64
		LastSeq int64
		Calls   int64
		Failed  int64
	}
	if err := groups.Order("calls desc, 1").Limit(usageRows).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	seqs := make([]int64, len(rows))
	for i := range rows {
		seqs[i] = rows[i].LastSeq
	}
	var last []logRow
	if err := s.db.For(ctx, sc).Select("seq", "at", "user_email").Where("seq in ?", seqs).Find(&last).Error; err != nil {
		return nil, err
	}
	by := map[int64]logRow{}
	for _, r := range last {
		by[r.Seq] = r
	}
	out := make([]counted, len(rows))
	for i, r := range rows {
		out[i] = counted{Name: r.Name, UserID: r.UserID, Calls: r.Calls, Failed: r.Failed, LastAt: by[r.LastSeq].At}
		if r.UserID != nil || strings.HasPrefix(r.Name, "system:") {
			out[i].Name = by[r.LastSeq].UserEmail // their address may have changed
		}
	}
	return out, nil
}
