package posture

import (
	"strings"
	"testing"
	"time"
)

const header = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
	"access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
	"access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated,additional_credentials_info\n"

func TestReadCredentialReport(t *testing.T) {
	got, err := ReadCredentialReport(strings.NewReader(header +
		"<root_account>,arn:aws:iam::123456789012:root,2020-01-02T03:04:05+00:00,not_supported,2026-05-01T00:00:00+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A,\n" +
		"ada,arn:aws:iam::123456789012:user/ada,2024-01-02T03:04:05+00:00,TRUE,no_information,2024-01-02T03:04:05+00:00,N/A,FALSE,true,2025-01-02T03:04:05+00:00,2026-01-02T03:04:00+00:00,eu-west-1,s3,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A,\n"))
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	root, ada := got[0], got[1]
	if !root.Root() || !root.MFA || root.Password || len(root.Keys) != 0 || root.PasswordUsed.IsZero() {
		t.Errorf("root: %+v", root)
	}
	want := Key{Name: "access_key_1", Active: true, Since: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC), Used: time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC), Service: "s3", Region: "eu-west-1"}
	if ada.Root() || ada.MFA || !ada.Password || !ada.PasswordUsed.IsZero() || len(ada.Keys) != 1 || ada.Keys[0] != want {
		t.Errorf("ada: %+v", ada)
	}
	for name, text := range map[string]string{
		"nothing": "", "another table": "a,b\n1,2\n", "a broken time": header + "ada,arn:x,yesterday,true\n", "a broken quote": header + "\"ada,arn\n",
	} {
		if got, err := ReadCredentialReport(strings.NewReader(text)); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
