package api

import "time"

// RotateRequest begins to change an access key for a new one, or goes on with
// it.
type RotateRequest struct {
	KeepOldFor int `json:"keep_old_for,omitempty" minimum:"0" maximum:"7" doc:"For how many days the old key stays in AWS, inactive, before it is deleted; 0 deletes it as soon as the new one works"`
}

// RotateIn is the input of changing an access key for a new one.
type RotateIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body *RotateRequest
}

// Rotation is how far the change of an access key has come. Each step has been
// done when it stands here, save the first.
type Rotation struct {
	ID           int64      `json:"id"`
	CredentialID int64      `json:"credential_id"`
	Step         string     `json:"step" enum:"creating,created,verified,switched,deactivated,deleted,cancelling,cancelled,failed" doc:"creating: AWS is being asked for a new key; created: it is stored, sealed; verified: AWS accepts it; switched: it is the credential's key; deactivated: the old key works no more; deleted: the old key is gone, and all is done; failed: nothing was made"`
	Open         bool       `json:"open" doc:"There is more to do: now, at next_attempt_at, or when it is asked for again"`
	UserName     string     `json:"user_name" doc:"The IAM user whose key it is"`
	KeepOldFor   int        `json:"keep_old_for" doc:"Days"`
	KeepOldUntil *time.Time `json:"keep_old_until" doc:"When the old, inactive key is deleted"`
	Problem      string     `json:"problem" doc:"Why it stands still; empty when nothing is wrong"`
	Attempts     int        `json:"attempts" doc:"How often the step was tried in vain"`
	NextAttempt  *time.Time `json:"next_attempt_at" doc:"When the server goes on by itself"`
	StartedAt    time.Time  `json:"started_at"`
	UpdatedAt    time.Time  `json:"updated_at"`
	FinishedAt   *time.Time `json:"finished_at"`
}

// RotationState is the newest rotation of a credential.
type RotationState struct {
	Rotation *Rotation `json:"rotation,omitempty" doc:"Left out when the key has never been rotated here"`
}
