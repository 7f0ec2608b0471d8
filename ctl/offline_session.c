/* SPDX-License-Identifier: ISC */
/*
 * A configuration is read as the daemon reads it, and its first neighbour
 * taken: its capabilities are those that both sides are meant to have.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bgp/capability.h"
#include "config/conf_parse.h"
#include "offline_session.h"
#include "request.h"

enum { AS_DEFAULT = 65533, LOOPBACK = 0x7f000001, TEXT_MAX = 256 << 20 };

static void
on_error(void *arg, uint32_t line, uint32_t col, const char *msg)
{
	const char *const *name = arg;

	(void)fprintf(stderr, "bgpctl: %s:%u:%u: %s\n", *name, line, col,
	    msg);
}

static void
on_warning(void *arg, uint32_t line, uint32_t col, const char *msg)
{
	(void)arg;
	(void)line;
	(void)col;
	(void)msg;
}

/* The whole file, appended to w; 0 or -1 with errno. */
static int
read_text(const char *path, struct wbuf *w)
{
	uint8_t piece[16384];
	ssize_t n;
	int fd, error;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		wbuf_bytes(w, piece, (size_t)n);
	error = n == -1 ? errno : w->failed ? EFBIG : 0;
	(void)close(fd);
	errno = error;
	return error == 0 ? 0 : -1;
}

static void
take_neighbor(struct offline_session *s, const struct conf_neighbor *n)
{
	unsigned i;

	if (n->local.af != ADDR_NONE)
		s->local = n->local;
	s->remote = n->remote;
	s->local_as = n->local_as != 0 ? n->local_as : n->peer_as;
	s->peer_as = n->peer_as != 0 ? n->peer_as : s->local_as;
	if (n->router_id != 0)
		s->router_id = n->router_id;
	else if (s->local.af == ADDR_V4)
		s->router_id = addr_v4_host(&s->local);
	s->as4 = n->as4 != 0;
	s->extended = n->extended_message != 0;
	s->group_updates = n->group_updates != 0;
	s->aigp = n->aigp != 0;
	s->reject_as_set = n->reject_as_set != 0;
	s->prefix_sid = n->prefix_sid != 0;
	s->mp_error_disable = n->mp_error_disable != 0;
	s->role = n->role;
	for (i = 0; i < n->nfamilies; i++)
		s->families |= 1ULL << n->families[i];
	if ((n->add_path & ADD_PATH_RECEIVE) != 0)
		s->add_path_rx = n->add_path_families;
	if ((n->add_path & ADD_PATH_SEND) != 0)
		s->add_path_tx = n->add_path_families;
	if (n->nexthop_cap != 0)
		s->enh_nexthop = n->enh_families;
}

static int
first_neighbor(struct offline_session *s, const struct command *c,
    const struct conf_image *img)
{
	struct conf_neighbor n;
	struct rbuf body;
	size_t at = 0;
	int type;

	while ((type = conf_image_next(img, &at, &body)) > 0)
		if (type == CONF_NEIGHBOR &&
		    rbuf_host(&body, &n, sizeof(n)) == 0) {
			take_neighbor(s, &n);
			return 0;
		}
	(void)fprintf(stderr, "bgpctl: %s: no neighbor in it\n",
	    c->offline.conf);
	return -1;
}

static int
read_conf(struct offline_session *s, const struct command *c)
{
	const char *name = c->offline.conf;
	const struct conf_sink sink = { .error = on_error,
	    .warning = on_warning, .arg = &name };
	struct conf_writer *w;
	struct conf_image img;
	struct wbuf text;
	char why[128] = "";
	int fd = -1, r = -1;

	wbuf_growable(&text, TEXT_MAX);
	if (read_text(c->offline.conf, &text) == -1) {
		(void)fprintf(stderr, "bgpctl: %s: %s\n", c->offline.conf,
		    strerror(errno));
		wbuf_free(&text);
		return -1;
	}
	w = conf_writer_new();
	if (conf_parse((const char *)text.p, text.len, NULL, w, &sink) > 0) {
		conf_writer_free(w);
		wbuf_free(&text);
		return -1;
	}
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	if (fd == -1 || conf_image_open(fd, &img, why, sizeof(why)) == -1)
		(void)fprintf(stderr, "bgpctl: %s: %s\n", c->offline.conf,
		    fd == -1 ? strerror(errno) : why);
	else {
		r = first_neighbor(s, c, &img);
		conf_image_close(&img);
	}
	if (fd != -1)
		(void)close(fd);
	wbuf_free(&text);
	return r;
}

int
offline_session_init(struct offline_session *s, const struct command *c)
{
	*s = (struct offline_session){
		.local = addr_v4(LOOPBACK), .remote = addr_v4(LOOPBACK),
		.local_as = AS_DEFAULT, .peer_as = AS_DEFAULT,
		.router_id = LOOPBACK, .as4 = true,
		.group_updates = true, .role = ROLE_UNSET,
	};
	/* Nobody has said what is negotiated: what decodes is decoded. */
	if (c->action != ACTION_EXPLAIN)
		s->enh_nexthop = ~0ULL;
	else
		s->extended = true;
	if (c->offline.conf != NULL && read_conf(s, c) == -1)
		return -1;
	/* Those that were just said stay what they are. */
	family_others_mode(OTHERS_LENT);
	if (c->offline.local_as != 0)
		s->local_as = c->offline.local_as;
	if (c->offline.peer_as != 0)
		s->peer_as = c->offline.peer_as;
	else if (c->offline.local_as != 0 && c->offline.conf == NULL)
		s->peer_as = s->local_as;
	if (c->offline.as2)
		s->as4 = false;
	if (c->offline.path_ids)
		s->add_path_rx = s->add_path_tx = ~0ULL;
	return 0;
}
