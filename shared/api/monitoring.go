package api

import "time"

// CatalogCounts is how many changes there are of each impact.
type CatalogCounts struct {
	Breaking    int `json:"breaking" doc:"They can take away what policies grant, or make them ineffective"`
	Enhancement int `json:"enhancement" doc:"Policies can name something new, or wildcards in them reach it"`
	Neutral     int `json:"neutral" doc:"They decide nothing"`
}

// CatalogReport is what changed in AWS's services between two snapshots.
type CatalogReport struct {
	ID         int64         `json:"id"`
	CreatedAt  time.Time     `json:"created_at"`
	BeforeDate string        `json:"before_date" doc:"The day of the earlier snapshot, YYYY-MM-DD"`
	AfterDate  string        `json:"after_date"`
	Counts     CatalogCounts `json:"counts"`
}

// CatalogChange is one thing that changed in AWS.
type CatalogChange struct {
	ReportID int64    `json:"report_id"`
	Kind     string   `json:"kind" enum:"service,action,resource_type,condition_key,managed_policy"`
	Change   string   `json:"change" enum:"added,removed,changed"`
	Service  string   `json:"service" doc:"The prefix; empty for AWS managed policies" example:"s3"`
	Name     string   `json:"name" example:"s3:GetObject"`
	Field    string   `json:"field" doc:"The property that changed; empty for what was added or removed"`
	Before   string   `json:"before"`
	After    string   `json:"after"`
	Added    []string `json:"added" nullable:"false"`
	Removed  []string `json:"removed" nullable:"false"`
	Impact   string   `json:"impact" enum:"breaking,enhancement,neutral"`
	Detail   string   `json:"detail" doc:"A sentence for people"`
}

// CatalogServiceCounts is how much changed in one service.
type CatalogServiceCounts struct {
	Service string        `json:"service" doc:"The prefix; empty for AWS managed policies"`
	Name    string        `json:"name" example:"Amazon S3"`
	Counts  CatalogCounts `json:"counts"`
}

// CatalogReportIn chooses a report, and of its changes those of a service or an impact.
type CatalogReportIn struct {
	Page
	ID      int64  `path:"id" minimum:"1"`
	Service string `query:"service" maxLength:"100" doc:"Only changes of this service (its prefix)"`
	Impact  string `query:"impact" enum:"breaking,enhancement,neutral"`
}

// LatestCatalogReportIn is the same of the newest report.
type LatestCatalogReportIn struct {
	Page
	Service string `query:"service" maxLength:"100" doc:"Only changes of this service (its prefix)"`
	Impact  string `query:"impact" enum:"breaking,enhancement,neutral"`
}

// CatalogReportDetail is a report with a piece of its changes.
type CatalogReportDetail struct {
	CatalogReport
	Services   []CatalogServiceCounts `json:"services" nullable:"false" doc:"All services that changed, whatever was asked for"`
	Changes    []CatalogChange        `json:"changes" nullable:"false"`
	NextCursor string                 `json:"next_cursor"`
}

// CatalogReportListIn is the input of listing reports.
type CatalogReportListIn struct{ Page }

// CatalogReportList is a piece of the reports, newest first.
type CatalogReportList struct {
	Items      []CatalogReport `json:"items" nullable:"false"`
	NextCursor string          `json:"next_cursor"`
}

// CatalogServiceIn names a service.
type CatalogServiceIn struct {
	Service string `path:"service" maxLength:"100" example:"s3"`
	Days    int    `query:"days" minimum:"1" maximum:"3650" default:"365" doc:"How far back"`
}

// BreakingChangesIn says how far back to look.
type BreakingChangesIn struct {
	Days int `query:"days" minimum:"1" maximum:"3650" default:"90" doc:"How far back"`
}

// CatalogChangeList are changes of several reports, the newest report's first.
type CatalogChangeList struct {
	Items []CatalogChange `json:"items" nullable:"false"`
	More  bool            `json:"more" doc:"There are more changes than are listed; ask for fewer days"`
}

// MonitoringHealth tells whether AWS's changes are being followed.
type MonitoringHealth struct {
	Status       string     `json:"status" enum:"ok,waiting,stale,failing,off" doc:"waiting: nobody has looked yet; stale: not for three times the interval; failing: the last look failed"`
	Source       string     `json:"source" doc:"Where AWS's service reference is read"`
	EveryHours   float64    `json:"every_hours" doc:"How often; 0 when it is only read on demand"`
	CheckedAt    *time.Time `json:"checked_at"`
	NextCheckAt  *time.Time `json:"next_check_at"`
	FailedAt     *time.Time `json:"failed_at"`
	Failure      string     `json:"failure"`
	CatalogDate  string     `json:"catalog_date" doc:"The day of the catalog that this server uses"`
	Services     int        `json:"services"`
	Actions      int        `json:"actions"`
	LatestReport int64      `json:"latest_report" doc:"0 when nothing has changed yet"`
}
