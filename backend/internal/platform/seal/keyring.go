package seal

import (
	"errors"
	"fmt"
	"strings"
)

// ErrOtherMaster is given for a key that was wrapped by a master key which the
// server has not been given. Its text names the key by its id.
var ErrOtherMaster = errors.New("the master key it was wrapped by is not known here")

// Keyring is the master key that wraps, and those that open, too: what was
// wrapped before the master key changed, or by servers that have the next one
// already.
type Keyring struct {
	current *Master
	openers map[string]*Master
	others  []*Master // the openers but the current, as given
}

// NewKeyring makes a keyring of the current master key and others that open.
func NewKeyring(current *Master, others ...*Master) *Keyring {
	k := &Keyring{current: current, openers: map[string]*Master{current.ID(): current}}
	for _, m := range others {
		if k.openers[m.ID()] == nil {
			k.openers[m.ID()] = m
			k.others = append(k.others, m)
		}
	}
	return k
}

// ParseKeyring makes a keyring of SECRET_KEY and of SECRET_KEY_PREVIOUS, which
// holds keys with commas between them. Errors name the setting and no key.
func ParseKeyring(secret, previous string) (*Keyring, error) {
	current, err := NewMaster(secret)
	if err != nil {
		return nil, fmt.Errorf("setting SECRET_KEY: %w", err)
	}
	others, err := parsePrevious(previous)
	if err != nil {
		return nil, err
	}
	return NewKeyring(current, others...), nil
}

// parsePrevious reads SECRET_KEY_PREVIOUS.
func parsePrevious(previous string) (others []*Master, err error) {
	if strings.TrimSpace(previous) == "" {
		return nil, nil
	}
	for i, one := range strings.Split(previous, ",") {
		m, err := NewMaster(strings.TrimSpace(one))
		if err != nil {
			return nil, fmt.Errorf("setting SECRET_KEY_PREVIOUS: key %d: %w", i+1, err)
		}
		m.from = "SECRET_KEY_PREVIOUS"
		others = append(others, m)
	}
	return others, nil
}

// Current is the master key that wraps.
func (k *Keyring) Current() *Master { return k.current }

// open unwraps what the master key with this id has wrapped. what names it.
func (k *Keyring) open(masterID string, place, wrapped []byte, what string) ([]byte, error) {
	m := k.openers[masterID]
	if m == nil {
		return nil, fmt.Errorf("seal: %s is wrapped by master key %s, but %s: put the SECRET_KEY that wrapped it into SECRET_KEY_PREVIOUS, or the key of AWS KMS into MASTER_KEY_PREVIOUS (%w)",
			what, masterID, k.given(), ErrOtherMaster)
	}
	key, err := m.unwrap(place, wrapped)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return key, nil
}

// given tells which master keys there are, by their ids and settings.
func (k *Keyring) given() string {
	out := k.current.from + " gives master key " + k.current.ID()
	for _, m := range k.others {
		out += " and " + m.from + " " + m.ID()
	}
	return out
}

// secret is the newest master key that is a secret of the settings; nil when
// all of them are kept by AWS KMS.
func (k *Keyring) secret() *Master {
	for _, m := range append([]*Master{k.current}, k.others...) {
		if !m.kms {
			return m
		}
	}
	return nil
}
