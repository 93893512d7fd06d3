package credcli

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/awsconfig"
)

// The kinds of credentials, as the server names them.
const (
	kindKey            = "access_key"
	kindRole           = "assume_role"
	kindIdentityCenter = "identity_center"
)

// candidate is a profile that may become a credential of the vault.
type candidate struct {
	Profile string `json:"profile"`
	Label   string `json:"label,omitempty"`
	Kind    string `json:"kind,omitempty"`
	// From is the profile whose credential the role is assumed with.
	From    string `json:"assumed_with,omitempty"`
	Details string `json:"details,omitempty"` // for people; no secret is in it
	// Skipped says why it is left out; empty: it is not.
	Skipped string   `json:"skipped,omitempty"`
	Notes   []string `json:"notes,omitempty"`

	values  awsconfig.Values
	session awsconfig.Values // of the profile's sso-session, or its own
	base    int              // of the candidate that the role is assumed with
}

// candidates are what the profiles would become, bases before the roles that
// are assumed with them. named chooses profiles, all when there is none; what
// they are assumed with comes along.
func candidates(s *awsconfig.Settings, named []string) (all []candidate) {
	at := map[string]int{}
	for _, p := range s.Profiles {
		if len(named) == 0 || slices.Contains(named, p.Name) {
			all, _ = add(s, all, at, p.Name, nil)
		}
	}
	return all
}

// add adds a profile, after what it is assumed with, and gives its place; -1
// where nothing becomes of it. way is how it was come by, from role to base.
func add(s *awsconfig.Settings, all []candidate, at map[string]int, name string, way []string) ([]candidate, int) {
	if i, ok := at[name]; ok {
		return all, i
	}
	p, ok := s.Profile(name)
	if !ok {
		return all, -1
	}
	c := candidate{Profile: name, Label: name, values: p.Values, base: -1}
	v := p.Values
	switch {
	case v["role_arn"] != "":
		all, c = addRole(s, all, at, c, append(way, name))
	case v["aws_access_key_id"] != "" || v["aws_secret_access_key"] != "":
		c.asKey()
	case v["sso_session"] != "" || v["sso_start_url"] != "":
		c.asIdentityCenter(s)
	case strings.Contains(v["credential_process"], "credential-process --credential"):
		c.Skipped = "it comes from the vault already"
	case v["credential_process"] != "":
		c.Skipped = "its credentials come from another program"
	default:
		c.Skipped = "it holds settings only"
	}
	at[name] = len(all)
	return append(all, c), at[name]
}

func addRole(s *awsconfig.Settings, all []candidate, at map[string]int, c candidate, way []string) ([]candidate, candidate) {
	v, source := c.values, c.values["source_profile"]
	c.Kind, c.From = kindRole, source
	c.Details = v["role_arn"]
	switch {
	case v["web_identity_token_file"] != "":
		c.Skipped = "its role is assumed with a web identity token, which belongs to a machine"
	case v["credential_source"] != "":
		c.Skipped = "its role is assumed with the credentials of a machine (" + v["credential_source"] + ")"
	case source == "":
		c.Skipped = "it names no source_profile"
	case source == c.Profile && v["aws_access_key_id"] != "":
		// The role is assumed with the key of the same profile.
		key := candidate{Profile: c.Profile, Label: c.Profile + " (key)", values: v, base: -1}
		key.asKey()
		all = append(all, key)
		c.base = len(all) - 1
	case slices.Contains(way, source):
		c.Skipped = "its roles are assumed with one another in a circle: " + strings.Join(append(way, source), " → ")
	default:
		all, c.base = add(s, all, at, source, way)
		if c.base < 0 {
			c.Skipped = fmt.Sprintf("there is no profile %q that it could be assumed with", source)
		} else if all[c.base].Skipped != "" {
			c.Skipped = fmt.Sprintf("it is assumed with the profile %q, which is left out", source)
		}
	}
	if serial := v["mfa_serial"]; serial != "" {
		c.Details += ", with the MFA device " + serial
	}
	return all, c
}

func (c *candidate) asKey() {
	c.Kind = kindKey
	id, secret := c.values["aws_access_key_id"], c.values["aws_secret_access_key"]
	if id == "" || secret == "" {
		c.Skipped = "half of its key is missing"
		return
	}
	c.Details = masked(id) + ", secret hidden"
	if c.values["aws_session_token"] != "" {
		c.Details += ", temporary"
		c.Notes = append(c.Notes, "its key is temporary, and soon ends")
	}
	if device := c.device(); device != "" {
		c.Details += ", with the MFA device " + device
	}
}

// masked shows enough of an access key's id to know it by.
func masked(id string) string {
	if len(id) < 12 {
		return "…"
	}
	return id[:4] + "…" + id[len(id)-4:]
}

func (c *candidate) asIdentityCenter(s *awsconfig.Settings) {
	c.Kind, c.session = kindIdentityCenter, c.values
	if name := c.values["sso_session"]; name != "" {
		if c.session = s.SSOSessions[name]; c.session == nil {
			c.Skipped = fmt.Sprintf("there is no [sso-session %s]", name)
			return
		}
	}
	if c.session["sso_start_url"] == "" || c.session["sso_region"] == "" {
		c.Skipped = "sso_start_url or sso_region is missing"
		return
	}
	c.Details = strings.TrimSpace(c.session["sso_start_url"] + " " + c.values["sso_account_id"] + " " + c.values["sso_role_name"])
}

var regionName = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$`)

// region is the profile's Region, if it is one.
func (c *candidate) region() string {
	if r := c.values["region"]; regionName.MatchString(r) {
		return r
	}
	return ""
}

// seconds is how long sessions of the role last, when the profile says so.
func (c *candidate) seconds() int {
	n, err := strconv.Atoi(c.values["duration_seconds"])
	if err != nil || n < int((15*time.Minute).Seconds()) || n > int((12*time.Hour).Seconds()) {
		return 0
	}
	return n
}
