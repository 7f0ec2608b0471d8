# SPDX-License-Identifier: ISC
"""What each neighbour should hold, from the commands alone: the newest entry
of bgpctl that covers it, otherwise what its configuration says.  A lease that
ends pops; delete takes out (bgpctl(8), network add and delete)."""

import ipaddress


class Body:
    """What a route says beside its NLRI, as words and as values."""

    def __init__(self, hop=None, path=None, med=None, local=None,
                 communities=(), large=()):
        self.hop, self.path, self.med, self.local = hop, path, med, local
        self.communities = tuple(sorted(set(communities)))
        self.large = tuple(sorted(set(large)))

    def words(self):
        text = " next-hop " + (self.hop or "self")
        if self.path is not None:
            text += " as-path [ %s ]" % " ".join(map(str, self.path))
        if self.med is not None:
            text += " med %d" % self.med
        if self.local is not None:
            text += " local-preference %d" % self.local
        if self.communities:
            text += " community [ %s ]" % " ".join(
                "%d:%d" % (c >> 16, c & 0xffff) for c in self.communities)
        if self.large:
            text += " large-community [ %s ]" % " ".join(
                "%d:%d:%d" % (c >> 64, c >> 32 & 0xffffffff, c & 0xffffffff)
                for c in self.large)
        return text

    def fits(self, neighbour, afi):
        """Can it be sent to this neighbour at all?"""
        own = 2 if ":" in neighbour.address else 1
        if self.hop is None and own != afi:
            return False
        return neighbour.extended or len(self.communities) < 1000

    def seen_by(self, neighbour, herald_as):
        path = self.path
        if path is None:
            path = [herald_as] if neighbour.ebgp else []
        hop = str(ipaddress.ip_address(self.hop or neighbour.herald))
        local = None
        if not neighbour.ebgp:
            local = 100 if self.local is None else self.local
        return (tuple(path), hop, self.med, local, self.communities,
                self.large)


class Model:
    def __init__(self, neighbours, herald_as):
        self.neighbours = neighbours
        self.herald_as = herald_as
        self.injected = {}	# (afi, prefix, id): {neighbour: [(body, end)]}
        self.configured = {n: {} for n in neighbours}
        self.ends = []		# (a lease ends from, to, (afi, prefix))

    def add(self, keys, body, targets, end, early=0):
        """A lease may end so much earlier: it began before it was told."""
        for key in keys:
            row = self.injected.setdefault(key, {})
            for n in targets:
                row[n] = [e for e in row.get(n, [])
                          if end is not None and e[1] is None]
                row[n].append((body, end))
        if end is not None:
            self.ends += [(end - early, end, key[:2]) for key in keys]

    def delete(self, keys, targets):
        """True: something of bgpctl's was there for one of the targets."""
        found = False
        for key in keys:
            row = self.injected.get(key, {})
            for n in targets:
                found |= bool(row.pop(n, None))
            if not row:
                self.injected.pop(key, None)
        return found

    def flush(self):
        self.injected.clear()

    def expire(self, now):
        if not any(end <= now for _, end, _ in self.ends):
            return
        for key, row in list(self.injected.items()):
            for n, stack in list(row.items()):
                row[n] = [e for e in stack if e[1] is None or e[1] > now]
                if not row[n]:
                    del row[n]
            if not row:
                del self.injected[key]

    def unsure(self, since, now, slack):
        """The prefixes of which a lease may have ended in that time."""
        self.ends = [e for e in self.ends if e[1] > since - slack]
        return {key for end, _, key in self.ends if end < now + slack}

    def wanted(self, n):
        """{(afi, prefix): {path id: route}} of all that can be sent to n."""
        found = {}
        bodies = dict(self.configured[n])
        for key, row in self.injected.items():
            if row.get(n):
                bodies[key] = row[n][-1][0]
        for (afi, prefix, ident), body in bodies.items():
            if (afi, 1) in n.families and body.fits(n, afi):
                found.setdefault((afi, prefix), {})[ident] = \
                    body.seen_by(n, self.herald_as)
        return found


def differences(n, wanted, unsure):
    """What n holds beside, or lacks of, what it should hold."""
    held = {}
    for (afi, prefix, ident), route in n.table.items():
        held.setdefault((afi, prefix), {})[ident] = tuple(route)
    found = []
    for key in sorted((set(held) | set(wanted)) - unsure):
        has, should = held.get(key, {}), wanted.get(key, {})
        if (key[0], 1) in n.add_path:
            good = has == should
        else:			# one of them
            good = len(has) == min(1, len(should)) and \
                all(r in should.values() for r in has.values())
        if not good:
            found.append("%s holds %s: %s, not %s" % (n.address, key[1], has,
                                                      should))
    return found
