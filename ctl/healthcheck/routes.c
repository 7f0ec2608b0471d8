/* SPDX-License-Identifier: ISC */
/*
 * Lines for the daemon.  Where addresses go while the service is not up, its
 * routes are withdrawn rather than announced with another metric: a neighbour
 * that still had them would send traffic to an address that is not there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "routes.h"

/* States whose routes carry attributes. */
static const enum state told[] = { STATE_UP, STATE_DOWN, STATE_DISABLED };

enum { NTOLD = sizeof(told) / sizeof(told[0]) };

/* How many addresses p has, at most one more than the bound. */
static size_t
host_count(const struct prefix *p)
{
	unsigned bits = addr_bits(p->af) - p->len;

	return bits > 16 ? ROUTES_HOSTS_MAX + 1 : (size_t)1 << bits;
}

/* The i-th address of p as a host route; i is below host_count. */
static struct prefix
host(const struct prefix *p, size_t i)
{
	struct prefix h = *p;
	unsigned last = addr_len(p->af) - 1;

	h.len = (uint8_t)addr_bits(p->af);
	h.b[last] |= (uint8_t)i;
	h.b[last - 1] |= (uint8_t)(i >> 8);
	return h;
}

int
routes_hosts(const struct prefix *ip, size_t n, struct routes *hosts)
{
	size_t i, j, total = 0;

	for (i = 0; i < n; i++) {
		total += host_count(&ip[i]);
		if (total > ROUTES_HOSTS_MAX)
			return -1;
	}
	hosts->ip = xcalloc(total, sizeof(*hosts->ip));
	hosts->n = 0;
	for (i = 0; i < n; i++)
		for (j = 0; j < host_count(&ip[i]); j++)
			hosts->ip[hosts->n++] = host(&ip[i], j);
	return 0;
}

/* As many steps to the left, where negative ones are to the right. */
static void
rotate(struct routes *r, int64_t steps)
{
	struct prefix *turned;
	size_t by, i;

	by = (size_t)((steps % (int64_t)r->n + (int64_t)r->n) % (int64_t)r->n);
	turned = xcalloc(r->n, sizeof(*turned));
	for (i = 0; i < r->n; i++)
		turned[i] = r->ip[(i + by) % r->n];
	free(r->ip);
	r->ip = turned;
}

static int
check_metrics(const struct options *o, size_t n, char *why, size_t size)
{
	int64_t last;
	size_t i;

	for (i = 0; i < NTOLD; i++) {
		last = o->metric[told[i]] + o->increase * (int64_t)(n - 1);
		if (last >= 0 && last <= UINT32_MAX)
			continue;
		(void)snprintf(why, size, "the metric of the last of %zu "
		    "routes when %s is %lld: not a MED", n,
		    state_name(told[i]), (long long)last);
		return -1;
	}
	return 0;
}

/* A withdraw is no longer than an announcement, so the last words fit too. */
static int
check_text(const struct routes *r, const struct options *o, char *why,
    size_t size)
{
	struct wbuf w;
	bool fits;
	size_t i;

	for (i = 0; i < NTOLD; i++) {
		wbuf_growable(&w, ROUTES_TEXT_MAX);
		routes_write(r, o, told[i], &w);
		fits = !w.failed;
		wbuf_free(&w);
		if (fits)
			continue;
		(void)snprintf(why, size, "the commands for %zu routes are "
		    "longer than %d MiB", r->n, ROUTES_TEXT_MAX >> 20);
		return -1;
	}
	return 0;
}

int
routes_build(struct routes *r, const struct options *o,
    const struct prefix *ip, size_t n, char *why, size_t size)
{
	struct routes made;

	if (o->deaggregate) {
		if (routes_hosts(ip, n, &made) == -1) {
			(void)snprintf(why, size, "--deaggregate-networks: "
			    "more than %d addresses", ROUTES_HOSTS_MAX);
			return -1;
		}
	} else {
		made.ip = xcalloc(n, sizeof(*made.ip));
		made.n = n;
		memcpy(made.ip, ip, n * sizeof(*ip));
	}
	if (check_metrics(o, made.n, why, size) == -1 ||
	    check_text(&made, o, why, size) == -1) {
		routes_free(&made);
		return -1;
	}
	rotate(&made, o->start_ip);
	*r = made;
	return 0;
}

void
routes_free(struct routes *r)
{
	free(r->ip);
	*r = (struct routes){ NULL, 0 };
}

bool
routes_withdrawn(const struct options *o, enum state s)
{
	return s == STATE_EXIT ||
	    (s != STATE_UP && (o->withdraw_on_down || o->dynamic));
}

/* "*" among them is everybody, and nothing is written. */
static void
write_neighbors(const struct options *o, struct wbuf *w)
{
	size_t i;

	for (i = 0; i < o->neighbors.n; i++)
		if (strcmp(o->neighbors.v[i], "*") == 0)
			return;
	for (i = 0; i < o->neighbors.n; i++)
		wbuf_printf(w, "%sneighbor %s", i > 0 ? ", " : "",
		    o->neighbors.v[i]);
	if (o->neighbors.n > 0)
		wbuf_u8(w, ' ');
}

static void
write_list(struct wbuf *w, const char *word, const char *list)
{
	if (list != NULL && *list != '\0')
		wbuf_printf(w, " %s [ %s ]", word, list);
}

static void
write_attributes(const struct options *o, enum state s, int64_t metric,
    struct wbuf *w)
{
	const char *community = o->community, *as_path = o->as_path;

	if (s != STATE_UP && o->disabled_community != NULL &&
	    *o->disabled_community != '\0')
		community = o->disabled_community;
	if (o->state_as_path[s] != NULL)
		as_path = o->state_as_path[s];
	wbuf_printf(w, " med %lld", (long long)metric);
	if (o->local_preference >= 0)
		wbuf_printf(w, " local-preference %lld",
		    (long long)o->local_preference);
	write_list(w, "community", community);
	write_list(w, "extended-community", o->ext_community);
	write_list(w, "large-community", o->large_community);
	write_list(w, "as-path", as_path);
}

void
routes_write(const struct routes *r, const struct options *o, enum state s,
    struct wbuf *w)
{
	bool withdraw = routes_withdrawn(o, s);
	char text[PREFIX_TEXT];
	size_t i;

	for (i = 0; i < r->n; i++) {
		write_neighbors(o, w);
		wbuf_printf(w, "%s route %s next-hop %s",
		    withdraw ? "withdraw" : "announce",
		    prefix_print(&r->ip[i], text, sizeof(text)), o->next_hop);
		if (!withdraw)
			write_attributes(o, s,
			    o->metric[s] + o->increase * (int64_t)i, w);
		if (o->path_id != 0)
			wbuf_printf(w, " path-information %lld",
			    (long long)o->path_id);
		wbuf_u8(w, '\n');
	}
}
