#!/bin/sh
# SPDX-License-Identifier: ISC
# Installs what building, the demo or the tests need, from Debian, by name, and
# says so.  Peers are installed without leaving a service started or enabled.
#
# usage: deps.sh build | demo | check
set -eu

build="gcc make libevent-dev libbsd-dev libssl-dev pkg-config"
demo="$build bird2 iproute2 util-linux procps"
check="$demo libcmocka-dev clang libclang-rt-14-dev git python3
    python3-scapy mandoc shellcheck openbgpd frr gobgpd exabgp bgpdump
    tshark gzip bzip2"
services="bird openbgpd frr gobgpd exabgp"

case "${1-}" in
build)	want=$build ;;
demo)	want=$demo ;;
check)	want=$check ;;
*)	echo "usage: deps.sh build | demo | check" >&2; exit 2 ;;
esac

missing=
for p in $want; do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
	    grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
	echo "needed and not installed:$missing" >&2
	echo "run this as root (sudo make deps), or install them" >&2
	exit 1
fi
echo "installing from Debian:$missing"

# Nothing is started: invoke-rc.d asks this file; ours goes again at the end.
policy=/usr/sbin/policy-rc.d
made=
if [ ! -e "$policy" ]; then
	printf '#!/bin/sh\nexit 101\n' > "$policy"
	chmod 755 "$policy"
	made=yes
fi
trap '[ -z "$made" ] || rm -f "$policy"' EXIT

enabled_before=
if command -v systemctl >/dev/null 2>&1; then
	for s in $services; do
		if systemctl is-enabled "$s" >/dev/null 2>&1; then
			enabled_before="$enabled_before $s "
		fi
	done
fi

export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086	# a list of names
if ! apt-get install -y -q --no-install-recommends $missing \
    >/tmp/herald-deps.$$ 2>&1; then
	apt-get update -q >>/tmp/herald-deps.$$ 2>&1 || true
	# shellcheck disable=SC2086
	apt-get install -y -q --no-install-recommends $missing \
	    >>/tmp/herald-deps.$$ 2>&1 || {
		tail -20 /tmp/herald-deps.$$ >&2
		rm -f /tmp/herald-deps.$$
		exit 1
	}
fi
rm -f /tmp/herald-deps.$$

if command -v systemctl >/dev/null 2>&1; then
	for s in $services; do
		case "$enabled_before" in
		*" $s "*) ;;
		*) systemctl disable --now "$s" >/dev/null 2>&1 || true ;;
		esac
	done
fi
