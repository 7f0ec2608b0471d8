/* SPDX-License-Identifier: ISC */
/*
 * Replays an MRT file (RFC 6396, RFC 8050) over real sessions, one per MRT
 * peer, each from that peer's own address and AS.  Understands TABLE_DUMP,
 * TABLE_DUMP_V2 RIBs of unicast and multicast, and the UPDATEs of BGP4MP; a
 * file that ends in the middle is read to its last whole record (exit 1).
 *
 *	mrt_replay -l FILE
 *		list: ADDRESS AS AS4 ADDPATH FIRST UPDATES
 *		(FIRST 1: paths that another AS begins)
 *	mrt_replay -r V4 [-R V6] [-p PORT] [-t SECONDS] FILE
 *		replay to these addresses, say "sent", hold the sessions
 *		until standard input ends
 */
#include <arpa/inet.h>
#include <err.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speaker.h"

enum { PEERS_MAX = 4096, HEADER = 19, ATTRS_MAX = 65000 };

struct bytes {
	const uint8_t	*p;
	size_t		 left;
};

struct mrt_peer {
	uint8_t		 af;		/* 4 or 6 */
	uint8_t		 addr[16];
	uint32_t	 as;
	bool		 as4;
	bool		 add_path;
	bool		 other_first;	/* a path that another AS begins */
	uint8_t		*stream;
	size_t		 len;
	size_t		 size;
	size_t		 updates;
};

struct mrt {
	struct mrt_peer	*peers;
	size_t		 npeers;
	struct { uint8_t af; uint8_t addr[16]; uint32_t as; } *index;
	size_t		 nindex;
	bool		 cut;
};

static uint32_t
get(struct bytes *b, size_t n)
{
	uint32_t v = 0;

	if (n > b->left) {
		b->left = 0;
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		v = v << 8 | b->p[i];
	b->p += n;
	b->left -= n;
	return v;
}

static const uint8_t *
take(struct bytes *b, size_t n)
{
	const uint8_t *p = b->p;

	if (n > b->left)
		return NULL;
	b->p += n;
	b->left -= n;
	return p;
}

static struct mrt_peer *
peer_of(struct mrt *m, uint8_t af, const uint8_t *addr, uint32_t as)
{
	struct mrt_peer *p;
	size_t i, n = af == 4 ? 4 : 16;

	for (i = m->npeers; i-- > 0;) {
		p = &m->peers[i];
		if (p->af == af && p->as == as && memcmp(p->addr, addr, n) == 0)
			return p;
	}
	if (m->npeers == PEERS_MAX)
		errx(1, "more than %d peers", PEERS_MAX);
	p = &m->peers[m->npeers++];
	memset(p, 0, sizeof(*p));
	p->af = af;
	memcpy(p->addr, addr, n);
	p->as = as;
	return p;
}

static uint8_t *
room(struct mrt_peer *p, size_t n)
{
	if (p->len + n > p->size) {
		p->size = (p->len + n) * 2;
		p->stream = realloc(p->stream, p->size);
		if (p->stream == NULL)
			err(1, NULL);
	}
	p->len += n;
	return p->stream + p->len - n;
}

static void
put_message(struct mrt_peer *p, const uint8_t *body, size_t n)
{
	uint8_t *m;

	if (n + HEADER > 4096)
		errx(1, "an UPDATE of %zu octets", n + HEADER);
	m = room(p, n + HEADER);
	memset(m, 0xff, 16);
	m[16] = (uint8_t)((n + HEADER) >> 8);
	m[17] = (uint8_t)(n + HEADER);
	m[18] = 2;
	memcpy(m + HEADER, body, n);
	p->updates++;
}

/* Route servers leave their own AS out: such a peer has to be known as one. */
static void
note_first_as(struct mrt_peer *p, struct bytes attrs)
{
	struct bytes v;
	uint8_t flags, type;
	size_t n;

	while (attrs.left >= 3) {
		flags = (uint8_t)get(&attrs, 1);
		type = (uint8_t)get(&attrs, 1);
		n = get(&attrs, flags & 0x10 ? 2 : 1);
		v.left = n;
		v.p = take(&attrs, n);
		if (v.p == NULL || type != 2)
			continue;
		get(&v, 2);
		p->other_first |= get(&v, p->as4 ? 4 : 2) != p->as;
	}
}

/* A RIB entry becomes an UPDATE: MP_REACH is written out in full again. */
static void
put_route(struct mrt_peer *p, bool v6, uint8_t safi, const uint8_t *nlri,
    size_t nlri_len, struct bytes attrs, bool short_reach)
{
	uint8_t body[4096 + 512], *at = body + 4;
	uint8_t flags, type;
	const uint8_t *v;
	size_t len, room_left;
	bool mp = v6 || safi != 1;

	note_first_as(p, attrs);
	while (attrs.left >= 3) {
		flags = (uint8_t)get(&attrs, 1);
		type = (uint8_t)get(&attrs, 1);
		len = get(&attrs, flags & 0x10 ? 2 : 1);
		v = take(&attrs, len);
		room_left = (size_t)(body + 4096 - HEADER - at);
		if (v == NULL || len + nlri_len + 16 > room_left) {
			fprintf(stderr, "a route too large for an UPDATE\n");
			return;
		}
		if (type == 14 && mp) {
			/* AFI SAFI nhlen nh … */
			if (!short_reach && len >= 4) {
				v += 3;
				len = v[0] + 1U;
			}
			*at++ = 0x90;
			*at++ = 14;
			*at++ = (uint8_t)((len + 4 + nlri_len) >> 8);
			*at++ = (uint8_t)(len + 4 + nlri_len);
			*at++ = 0;
			*at++ = v6 ? 2 : 1;
			*at++ = safi;
			memcpy(at, v, len);
			at += len;
			*at++ = 0;
			memcpy(at, nlri, nlri_len);
			at += nlri_len;
			continue;
		}
		if (type == 14)
			continue;
		*at++ = flags;
		*at++ = type;
		if (flags & 0x10)
			*at++ = (uint8_t)(len >> 8);
		*at++ = (uint8_t)len;
		memcpy(at, v, len);
		at += len;
	}
	body[0] = body[1] = 0;
	body[2] = (uint8_t)((size_t)(at - body - 4) >> 8);
	body[3] = (uint8_t)(at - body - 4);
	if (!mp) {
		memcpy(at, nlri, nlri_len);
		at += nlri_len;
	}
	put_message(p, body, (size_t)(at - body));
}

/* RFC 6396 4.2: subtype 1 IPv4, 2 IPv6; AS numbers of two octets. */
static void
table_dump(struct mrt *m, uint16_t sub, struct bytes b)
{
	size_t n = sub == 1 ? 4 : 16, plen;
	const uint8_t *prefix, *addr;
	uint8_t nlri[17];
	struct mrt_peer *p;
	struct bytes attrs;
	uint32_t as;

	get(&b, 4);
	prefix = take(&b, n);
	plen = get(&b, 1);
	get(&b, 5);
	addr = take(&b, n);
	as = get(&b, 2);
	attrs.left = get(&b, 2);
	attrs.p = take(&b, attrs.left);
	if (prefix == NULL || addr == NULL || attrs.p == NULL || plen > n * 8)
		return;
	nlri[0] = (uint8_t)plen;
	memcpy(nlri + 1, prefix, (plen + 7) / 8);
	p = peer_of(m, sub == 1 ? 4 : 6, addr, as);
	put_route(p, sub == 2, 1, nlri, 1 + (plen + 7) / 8, attrs, false);
}

static void
peer_index(struct mrt *m, struct bytes b)
{
	uint8_t type;
	const uint8_t *a;
	size_t i;

	get(&b, 4);
	take(&b, get(&b, 2));
	m->nindex = get(&b, 2);
	m->index = calloc(m->nindex + 1, sizeof(*m->index));
	for (i = 0; i < m->nindex; i++) {
		type = (uint8_t)get(&b, 1);
		get(&b, 4);
		m->index[i].af = type & 1 ? 6 : 4;
		a = take(&b, type & 1 ? 16 : 4);
		if (a == NULL)
			errx(1, "peer index table ends early");
		memcpy(m->index[i].addr, a, type & 1 ? 16 : 4);
		m->index[i].as = get(&b, type & 2 ? 4 : 2);
	}
}

static void
table_dump_v2(struct mrt *m, uint16_t sub, struct bytes b)
{
	static const struct { bool v6; uint8_t safi; } kinds[] = {
		[2] = { false, 1 }, [3] = { false, 2 }, [4] = { true, 1 },
		[5] = { true, 2 }
	};
	uint8_t nlri[4 + 17], plen;
	const uint8_t *prefix;
	struct mrt_peer *p;
	struct bytes attrs;
	bool add_path = sub >= 8 && sub <= 11;
	uint16_t kind = add_path ? (uint16_t)(sub - 6) : sub;
	size_t i, n, count, octets;

	if (sub == 1) {
		peer_index(m, b);
		return;
	}
	if (kind < 2 || kind > 5)
		return;
	get(&b, 4);
	plen = (uint8_t)get(&b, 1);
	octets = (plen + 7U) / 8;
	prefix = take(&b, octets);
	count = get(&b, 2);
	if (prefix == NULL || octets > 16)
		return;
	for (i = 0; i < count; i++) {
		n = get(&b, 2);
		get(&b, 4);
		if (add_path)
			memcpy(nlri, take(&b, 4), 4);
		attrs.left = get(&b, 2);
		attrs.p = take(&b, attrs.left);
		if (attrs.p == NULL || n >= m->nindex)
			return;
		p = peer_of(m, m->index[n].af, m->index[n].addr,
		    m->index[n].as);
		p->as4 = true;
		p->add_path |= add_path;
		nlri[add_path ? 4 : 0] = plen;
		memcpy(nlri + (add_path ? 5 : 1), prefix, octets);
		put_route(p, kinds[kind].v6, kinds[kind].safi, nlri,
		    (add_path ? 5 : 1) + octets, attrs, true);
	}
}

static void
bgp4mp(struct mrt *m, uint16_t sub, struct bytes b)
{
	bool as4 = sub == 4 || sub == 9;
	struct mrt_peer *p;
	const uint8_t *addr;
	uint16_t afi;
	uint32_t as;
	size_t n;

	if (sub != 1 && sub != 4 && sub != 8 && sub != 9)
		return;		/* state changes, our own messages */
	as = get(&b, as4 ? 4 : 2);
	get(&b, as4 ? 4 : 2);
	get(&b, 2);
	afi = (uint16_t)get(&b, 2);
	addr = take(&b, afi == 1 ? 4 : 16);
	take(&b, afi == 1 ? 4 : 16);
	if (addr == NULL || b.left < HEADER || b.p[18] != 2)
		return;
	p = peer_of(m, afi == 1 ? 4 : 6, addr, as);
	p->as4 |= as4;
	p->add_path |= sub >= 8;
	put_message(p, b.p + HEADER, b.left - HEADER);
	take(&b, HEADER);
	take(&b, get(&b, 2));
	n = get(&b, 2);
	b.left = n <= b.left ? n : 0;
	note_first_as(p, b);
}

static void
load(struct mrt *m, const uint8_t *data, size_t size)
{
	struct bytes b = { data, size }, body;
	uint16_t type, sub;

	m->peers = calloc(PEERS_MAX, sizeof(*m->peers));
	while (b.left >= 12) {
		get(&b, 4);
		type = (uint16_t)get(&b, 2);
		sub = (uint16_t)get(&b, 2);
		body.left = get(&b, 4);
		body.p = take(&b, body.left);
		if (body.p == NULL) {
			m->cut = true;
			return;
		}
		if (type == 17)
			get(&body, 4);	/* microseconds */
		if (type == 12)
			table_dump(m, sub, body);
		else if (type == 13)
			table_dump_v2(m, sub, body);
		else if (type == 16 || type == 17)
			bgp4mp(m, sub, body);
	}
	m->cut = b.left > 0;
}

static uint8_t *
slurp(const char *file, size_t *len)
{
	char cmd[4096];
	uint8_t *p = NULL;
	size_t n, size = 0;
	const char *tool = "cat";
	FILE *f;

	if (strchr(file, '\'') != NULL)
		errx(2, "%s: a quote in the name", file);
	if (strlen(file) > 3 && strcmp(file + strlen(file) - 3, ".gz") == 0)
		tool = "gzip -dcq 2>/dev/null";
	if (strlen(file) > 4 && strcmp(file + strlen(file) - 4, ".bz2") == 0)
		tool = "bzip2 -dcq 2>/dev/null";
	if (access(file, R_OK) == -1)
		err(2, "%s", file);
	snprintf(cmd, sizeof(cmd), "%s < '%s'", tool, file);
	f = popen(cmd, "r");
	if (f == NULL)
		err(1, "popen");
	*len = 0;
	do {
		if (*len == size) {
			size = size == 0 ? 1 << 20 : size * 2;
			p = realloc(p, size);
		}
		if (p == NULL)
			err(1, NULL);
		n = fread(p + *len, 1, size - *len, f);
		*len += n;
	} while (n > 0);
	pclose(f);
	return p;
}

static bool
all_sent(struct spk *v, size_t n, void *arg)
{
	struct pollfd in = { .fd = 0, .events = POLLIN };
	bool *said = arg;
	size_t i;

	if (*said)
		return poll(&in, 1, 0) > 0;
	for (i = 0; i < n; i++) {
		if (v[i].state == SPK_GONE)
			return true;
		if (v[i].state != SPK_UP || v[i].sent < v[i].stream_len ||
		    spk_unacked(&v[i]) > 0)
			return false;
	}
	printf("sent\n");
	fflush(stdout);
	*said = true;
	return false;
}

static int
replay(struct mrt *m, const char *r4, const char *r6, uint16_t port,
    double seconds)
{
	struct spk *v = calloc(m->npeers + 1, sizeof(*v));
	char text[INET6_ADDRSTRLEN];
	bool said = false, ok;
	size_t i, bad = 0;

	for (i = 0; i < m->npeers; i++) {
		inet_ntop(m->peers[i].af == 4 ? AF_INET : AF_INET6,
		    m->peers[i].addr, text, sizeof(text));
		if (spk_addr(text, &v[i].local, 0) == -1 ||
		    spk_addr(m->peers[i].af == 4 ? r4 : r6, &v[i].remote,
		    port) == -1)
			errx(2, "no address to replay %s to", text);
		v[i].as = m->peers[i].as;
		v[i].id = 0x0a000001 + (uint32_t)i;
		v[i].as4 = m->peers[i].as4;
		v[i].add_path = m->peers[i].add_path;
		v[i].hold = 90;
		v[i].stream = m->peers[i].stream;
		v[i].stream_len = m->peers[i].len;
	}
	ok = spk_run(v, m->npeers, all_sent, &said, seconds);
	for (i = 0; i < m->npeers; i++)
		if (v[i].state != SPK_UP) {
			inet_ntop(m->peers[i].af == 4 ? AF_INET : AF_INET6,
			    m->peers[i].addr, text, sizeof(text));
			fprintf(stderr, "%s AS %u: session is gone, "
			    "notification %u/%u, %zu of %zu octets sent\n",
			    text, m->peers[i].as, v[i].notify_code,
			    v[i].notify_subcode, v[i].sent, v[i].stream_len);
			bad++;
		}
	return ok && bad == 0 ? 0 : 1;
}

static void
list(const struct mrt *m)
{
	char text[INET6_ADDRSTRLEN];
	size_t i;

	for (i = 0; i < m->npeers; i++) {
		inet_ntop(m->peers[i].af == 4 ? AF_INET : AF_INET6,
		    m->peers[i].addr, text, sizeof(text));
		printf("%s %u %d %d %d %zu\n", text, m->peers[i].as,
		    m->peers[i].as4, m->peers[i].add_path,
		    m->peers[i].other_first, m->peers[i].updates);
	}
}

int
main(int argc, char **argv)
{
	const char *r4 = "", *r6 = "";
	double seconds = 120;
	uint16_t port = 179;
	bool only_list = false;
	struct mrt m = { 0 };
	uint8_t *data;
	size_t len;
	int ch, rc = 0;

	while ((ch = getopt(argc, argv, "lr:R:p:t:")) != -1)
		switch (ch) {
		case 'l':
			only_list = true;
			break;
		case 'r':
			r4 = optarg;
			break;
		case 'R':
			r6 = optarg;
			break;
		case 'p':
			port = (uint16_t)atoi(optarg);
			break;
		case 't':
			seconds = atof(optarg);
			break;
		default:
			return 2;
		}
	if (optind + 1 != argc)
		errx(2, "usage: mrt_replay -l FILE | -r V4 [-R V6] FILE");
	data = slurp(argv[optind], &len);
	load(&m, data, len);
	if (m.cut)
		fprintf(stderr, "%s: ends in the middle of a record; read to "
		    "the last whole one\n", argv[optind]);
	if (only_list)
		list(&m);
	else
		rc = replay(&m, r4, r6, port, seconds);
	return rc != 0 ? rc : m.cut;
}
