#!/bin/sh
# deb: "remove", then perhaps "purge"; rpm: 0. The data folder holds the vault
# and its key: no package manager deletes that.
set -e

if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || true
fi

case "$1" in
  purge | 0)
    if [ -d /var/lib/iam-copilot ]; then
      echo "The data in /var/lib/iam-copilot and their owner, the user iam-copilot, are kept."
    elif getent passwd iam-copilot >/dev/null 2>&1 && command -v userdel >/dev/null 2>&1; then
      userdel iam-copilot || true
    fi
    ;;
esac
