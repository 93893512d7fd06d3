package api

import (
	"encoding/json"
	"time"
)

// The states of a job.
const (
	JobQueued    = "queued"
	JobRunning   = "running"
	JobSucceeded = "succeeded"
	JobFailed    = "failed"
	JobCancelled = "cancelled"
)

// Job is work that goes on after its request has been answered.
type Job struct {
	ID       int64  `json:"id"`
	Kind     string `json:"kind" doc:"What sort of work it is" example:"accountaudit.run"`
	Title    string `json:"title" doc:"What it does, for people"`
	State    string `json:"state" enum:"queued,running,succeeded,failed,cancelled"`
	Progress struct {
		Done  int64  `json:"done"`
		Total int64  `json:"total" doc:"0 while it is not known"`
		Note  string `json:"note" doc:"What it is doing just now"`
	} `json:"progress"`
	Attempt         int             `json:"attempt" doc:"How often it was begun"`
	CancelRequested bool            `json:"cancel_requested"`
	Result          json.RawMessage `json:"result,omitempty" doc:"What came of it, once it has succeeded; its form goes with the kind"`
	Error           *JobError       `json:"error,omitempty" doc:"Why it failed, or why it will be tried again"`
	CreatedBy       string          `json:"created_by" doc:"E-mail address of who began it"`
	CreatedAt       time.Time       `json:"created_at"`
	StartedAt       *time.Time      `json:"started_at"`
	UpdatedAt       time.Time       `json:"updated_at"`
	FinishedAt      *time.Time      `json:"finished_at"`
	Revision        int64           `json:"revision" doc:"Grows with every change"`
}

// Final tells whether the job has ended.
func (j *Job) Final() bool { return j.State != JobQueued && j.State != JobRunning }

// JobError is why a job failed.
type JobError struct {
	Code   string `json:"code" doc:"As the code of a problem document"`
	Detail string `json:"detail" doc:"A sentence for people"`
}

// JobListIn is the input of listing jobs.
type JobListIn struct {
	Page
	Kind   string `query:"kind" maxLength:"100" doc:"Only jobs of this kind"`
	Active bool   `query:"active" doc:"Only jobs that have not ended"`
}

// JobList is a piece of the workspace's jobs, newest first.
type JobList struct {
	Items      []Job  `json:"items" nullable:"false"`
	NextCursor string `json:"next_cursor"`
}

// JobEventsIn is the input of following one job.
type JobEventsIn struct {
	ID          int64  `path:"id" minimum:"1" doc:"Number of the job"`
	LastEventID string `header:"Last-Event-ID" maxLength:"64" doc:"The id of the last event that was seen"`
	Accept      string `header:"Accept" hidden:"true"`
}

// JobsEventsIn is the input of following all jobs.
type JobsEventsIn struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"64" doc:"The id of the last event that was seen"`
	Accept      string `header:"Accept" hidden:"true"`
}
