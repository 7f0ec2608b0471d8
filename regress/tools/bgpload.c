/* SPDX-License-Identifier: ISC */
/*
 * Load for the benchmark: makes a model of the global table, feeds it, or
 * sinks what a daemon announces.  Times are taken here, so every daemon is
 * measured by the same clock.
 *
 *	bgpload gen COUNT AS NEXTHOP FILE	a stream of UPDATEs
 *	bgpload feed LOCAL AS REMOTE FILE PID…	send it; print when PIDs rest
 *	bgpload sink LOCAL AS REMOTE COUNT	until COUNT prefixes have come
 *
 * Results are one line of JSON.
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speaker.h"

enum { HEADER = 19, PIDS_MAX = 16 };

struct gen_prefix {
	uint32_t	addr;
	uint8_t		len;
};

static uint64_t
rnd(void)
{
	static uint64_t s = 0x9e3779b97f4a7c15ULL;

	s ^= s << 13;
	s ^= s >> 7;
	s ^= s << 17;
	return s;
}

/* Shares of lengths as in a table of 2024, in per mille. */
static uint8_t
gen_length(void)
{
	static const struct { uint16_t upto; uint8_t len; } share[] = {
		{ 620, 24 }, { 730, 23 }, { 840, 22 }, { 890, 21 },
		{ 935, 20 }, { 960, 19 }, { 975, 18 }, { 985, 17 },
		{ 1000, 16 }
	};
	uint64_t r = rnd() % 1000;
	size_t i;

	for (i = 0; r >= share[i].upto; i++)
		;
	return share[i].len;
}

static struct gen_prefix *
gen_prefixes(size_t n)
{
	struct gen_prefix *v = calloc(n, sizeof(*v)), t;
	uint64_t next = 0x01000000, step;
	size_t i, j;

	if (v == NULL)
		err(1, NULL);
	for (i = 0; i < n; i++) {
		v[i].len = gen_length();
		step = 1ULL << (32 - v[i].len);
		next = (next + step - 1) & ~(step - 1);
		if (next >> 24 == 10 || next >> 24 == 127)
			next = ((next >> 24) + 1) << 24;
		v[i].addr = (uint32_t)next;
		next += step;
	}
	if (next > 0xe0000000)
		errx(1, "too many prefixes");
	for (i = n - 1; i > 0; i--) {
		j = rnd() % (i + 1);
		t = v[i];
		v[i] = v[j];
		v[j] = t;
	}
	return v;
}

static uint8_t *
put32(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
	return p + 4;
}

/* ORIGIN, AS_PATH of 2 to 6, NEXT_HOP, and communities for 7 of 10. */
static size_t
gen_attrs(uint8_t *p, uint32_t as, uint32_t nexthop)
{
	uint8_t *at = p;
	size_t hops = 2 + rnd() % 5, comm = rnd() % 10 < 7 ? 1 + rnd() % 8 : 0;
	size_t i;

	memcpy(at, (uint8_t[]){ 0x40, 1, 1, (uint8_t)(rnd() % 20 == 0 ? 2 : 0),
	    0x40, 2, (uint8_t)(2 + 4 * hops), 2, (uint8_t)hops }, 9);
	at = put32(at + 9, as);
	for (i = 1; i < hops; i++)
		at = put32(at, 1 + (uint32_t)(rnd() % 64000));
	memcpy(at, (uint8_t[]){ 0x40, 3, 4 }, 3);
	at = put32(at + 3, nexthop);
	if (comm > 0) {
		memcpy(at, (uint8_t[]){ 0xc0, 8, (uint8_t)(4 * comm) }, 3);
		at += 3;
		for (i = 0; i < comm; i++)
			at = put32(at, (uint32_t)rnd());
	}
	return (size_t)(at - p);
}

static void
gen(size_t count, uint32_t as, const char *nexthop, const char *file)
{
	struct gen_prefix *v = gen_prefixes(count);
	uint8_t m[4096], *at;
	size_t i = 0, n, len, octets, updates = 0;
	FILE *f = fopen(file, "w");

	if (f == NULL)
		err(1, "%s", file);
	while (i < count) {
		len = gen_attrs(m + HEADER + 4, as, ntohl(inet_addr(nexthop)));
		memset(m, 0xff, 16);
		m[18] = 2;
		m[19] = m[20] = 0;
		m[21] = (uint8_t)(len >> 8);
		m[22] = (uint8_t)len;
		at = m + HEADER + 4 + len;
		/* Groups of 1 to 40, 5.2 in the mean. */
		n = rnd() % 4 != 0 ? 1 + rnd() % 4 : 1 + rnd() % 26;
		for (; n > 0 && i < count; n--, i++) {
			octets = (v[i].len + 7U) / 8;
			*at++ = v[i].len;
			put32(at, v[i].addr);
			at += octets;
		}
		m[16] = (uint8_t)((size_t)(at - m) >> 8);
		m[17] = (uint8_t)(at - m);
		fwrite(m, 1, (size_t)(at - m), f);
		updates++;
	}
	if (fclose(f) != 0)
		err(1, "%s", file);
	printf("{\"prefixes\":%zu,\"updates\":%zu}\n", count, updates);
	free(v);
}

static uint8_t *
slurp(const char *file, size_t *len)
{
	FILE *f = fopen(file, "r");
	uint8_t *p;

	if (f == NULL)
		err(1, "%s", file);
	fseek(f, 0, SEEK_END);
	*len = (size_t)ftell(f);
	rewind(f);
	p = malloc(*len);
	if (p == NULL || fread(p, 1, *len, f) != *len)
		err(1, "%s", file);
	fclose(f);
	return p;
}

/* --- watching the daemon under test -------------------------------------- */

struct watch {
	int		pids[PIDS_MAX];
	int		npids;
	uint64_t	busy;		/* ns on a processor at the last look */
	double		looked_at;
	double		busy_at;	/* last time it was busy */
	double		acked_at;
	bool		sent;
};

static uint64_t
busy_ns(const struct watch *w)
{
	char path[64];
	uint64_t sum = 0;
	unsigned long long ns;
	FILE *f;
	int i;

	for (i = 0; i < w->npids; i++) {
		snprintf(path, sizeof(path), "/proc/%d/schedstat", w->pids[i]);
		f = fopen(path, "r");
		if (f == NULL)
			continue;
		if (fscanf(f, "%llu", &ns) == 1)
			sum += ns;
		fclose(f);
	}
	return sum;
}

static void
look(struct watch *w, double now)
{
	uint64_t busy;

	if (now - w->looked_at < 0.01)
		return;
	busy = busy_ns(w);
	if ((double)(busy - w->busy) > (now - w->looked_at) * 1e9 * 0.1)
		w->busy_at = now;
	w->busy = busy;
	w->looked_at = now;
}

static bool
fed(struct spk *v, size_t n, void *arg)
{
	struct watch *w = arg;
	double now = spk_now();

	(void)n;
	if (v->state == SPK_GONE)
		return true;
	if (v->state != SPK_UP)
		return false;
	look(w, now);
	if (!w->sent && v->sent == v->stream_len && spk_unacked(v) == 0) {
		w->sent = true;
		w->acked_at = now;
	}
	return w->sent && now - w->busy_at > 1.0 && now - w->acked_at > 1.0;
}

static int
feed(struct spk *s, int npids, char **pids)
{
	struct watch w = { .npids = npids };
	double end;
	uint64_t before;
	int i;

	for (i = 0; i < npids && i < PIDS_MAX; i++)
		w.pids[i] = atoi(pids[i]);
	before = w.busy = busy_ns(&w);
	w.looked_at = spk_now();
	if (!spk_run(s, 1, fed, &w, 300) || s->state != SPK_UP) {
		printf("{\"error\":\"session lost, notification %u/%u\"}\n",
		    s->notify_code, s->notify_subcode);
		return 1;
	}
	end = w.busy_at > w.acked_at ? w.busy_at : w.acked_at;
	printf("{\"wall\":%.4f,\"cpu\":%.4f,\"acked\":%.4f}\n",
	    end - s->first_write_at, (double)(w.busy - before) / 1e9,
	    w.acked_at - s->first_write_at);
	fflush(stdout);
	/* Hold the session until standard input ends: tables are looked at. */
	while (getchar() != EOF)
		;
	return 0;
}

/* --- sink ----------------------------------------------------------------- */

struct sunk {
	size_t		want;
	size_t		prefixes;
	size_t		updates;
	double		first;
	double		last;
};

static void
on_message(struct spk *s, uint8_t type, const uint8_t *body, size_t len)
{
	struct sunk *k = s->arg;
	size_t at, withdrawn, attrs;

	if (type != 2 || len < 4)
		return;
	withdrawn = (size_t)(body[0] << 8 | body[1]);
	if (withdrawn + 4 > len)
		return;
	attrs = (size_t)(body[withdrawn + 2] << 8 | body[withdrawn + 3]);
	at = withdrawn + 4 + attrs;
	if (at >= len)
		return;
	k->last = spk_now();
	if (k->updates++ == 0)
		k->first = k->last;
	for (; at < len; at += 1 + (body[at] + 7U) / 8)
		k->prefixes++;
}

static bool
filled(struct spk *v, size_t n, void *arg)
{
	struct sunk *k = arg;

	(void)n;
	return v->state == SPK_GONE || k->prefixes >= k->want;
}

static int
sink(struct spk *s, size_t want)
{
	struct sunk k = { .want = want };

	s->arg = &k;
	s->received = on_message;
	if (!spk_run(s, 1, filled, &k, 300) || k.prefixes < want) {
		printf("{\"error\":\"%zu of %zu prefixes\"}\n", k.prefixes,
		    want);
		return 1;
	}
	printf("{\"wall\":%.4f,\"first\":%.4f,\"updates\":%zu,"
	    "\"prefixes\":%zu}\n", k.last - s->up_at, k.first - s->up_at,
	    k.updates, k.prefixes);
	fflush(stdout);
	while (getchar() != EOF)
		;
	return 0;
}

int
main(int argc, char **argv)
{
	struct spk s = { .as4 = true, .hold = 180 };

	if (argc == 6 && strcmp(argv[1], "gen") == 0) {
		gen(strtoul(argv[2], NULL, 10),
		    (uint32_t)strtoul(argv[3], NULL, 10), argv[4], argv[5]);
		return 0;
	}
	if (argc < 6 || spk_addr(argv[2], &s.local, 0) == -1 ||
	    spk_addr(argv[4], &s.remote, 179) == -1)
		errx(2, "usage: see the head of bgpload.c");
	s.as = (uint32_t)strtoul(argv[3], NULL, 10);
	s.id = 0x0a000002;
	if (strcmp(argv[1], "sink") == 0)
		return sink(&s, strtoul(argv[5], NULL, 10));
	s.stream = slurp(argv[5], &s.stream_len);
	return feed(&s, argc - 6, argv + 6);
}
