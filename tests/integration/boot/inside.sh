#!/usr/bin/env bash
# Runs inside the booted machine.  What is started here is the real unit, as installed.
set -euo pipefail

fail() {
    echo "boot: FAILED: $1"
    systemctl status --no-pager --full defectd || true
    journalctl --no-pager --unit=defectd --lines=40 || true
    exit 1
}
show() { systemctl show --value --property="$1" defectd; }
within() { # SECONDS COMMAND…: true as soon as the command is
    local rounds=$((10 * $1))
    shift
    while ((rounds-- > 0)); do
        ! "$@" || return 0
        sleep 0.1
    done
    return 1
}
is_up_again() { # OLD-PID; asks for the pid first: what is active after that is the new process
    local pid
    pid=$(show MainPID)
    [ "$pid" != 0 ] && [ "$pid" != "$1" ] && [ "$(show ActiveState)" = active ]
}
is_failed() { [ "$(show ActiveState)" = failed ]; }

cp -a /stage/root/. /
systemd-sysusers
# The watchdog's half minute is too long to wait for.
mkdir -p /etc/systemd/system/defectd.service.d
printf '[Service]\nWatchdogSec=2s\nRestartSec=100ms\n' >/etc/systemd/system/defectd.service.d/test.conf
systemctl daemon-reload
configuration=$(sed -n 's/^ExecStart=.* --config \([^ ]*\)$/\1/p' "$(show FragmentPath)")

systemctl start defectd || fail "it does not start"
[ "$(show ActiveState)" = active ] || fail "it did not say that it is ready"
[ "$(stat -c '%U %a' /var/lib/defectd)" = "defectd 700" ] || fail "others can read the state folder"
[ -z "$(find /var/lib/defectd -type f -perm /077)" ] || fail "others can read the state"
echo "boot: it starts and is ready, its state is its own"

pid=$(show MainPID)
kill -KILL "$pid"
within 10 is_up_again "$pid" || fail "it does not come back after kill -9"
echo "boot: it comes back after kill -9"

pid=$(show MainPID)
sleep 3
[ "$(show MainPID)" = "$pid" ] || fail "it does not feed the watchdog"
kill -STOP "$pid"
within 20 is_up_again "$pid" || fail "the watchdog does not replace a hanging daemon"
echo "boot: the watchdog replaces a daemon that hangs"

pid=$(show MainPID)
kill -HUP "$pid"
sleep 1
[ "$(show MainPID)" = "$pid" ] || fail "SIGHUP kills it"
echo "boot: SIGHUP does not kill it"

systemctl stop defectd || fail "it does not stop"
[ "$(show Result) $(show ExecMainStatus)" = "success 0" ] || fail "it does not end with 0"
echo "boot: it stops with 0"

cp "$configuration" /run/good.yaml
echo "no_such_key: 1" >>"$configuration"
before=$(show NRestarts)
systemctl start defectd && fail "it starts with a wrong configuration"
within 10 is_failed || fail "a wrong configuration does not fail the unit"
sleep 1
[ "$(show ExecMainStatus) $(show NRestarts)" = "78 $before" ] || fail "a wrong configuration is tried again"
cp /run/good.yaml "$configuration"
systemctl start defectd || fail "it does not start after the configuration is fixed"
echo "boot: a wrong configuration fails once, with 78"
echo "boot: all holds"
