/* SPDX-License-Identifier: ISC */
/*
 * Takes a configuration from the parsing child.  The image is checked as
 * coming from a stranger, copied in its small part, and unmapped again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/wbuf.h"
#include "config.h"
#include "config/conf_diff.h"
#include "config/conf_image.h"

/* Appends one record of fixed size; the image was checked for it. */
static void
append(void **v, size_t *n, size_t item, struct rbuf body)
{
	char *p;

	if ((*n & (*n - 1)) == 0) {	/* 0 or a power of two: full */
		p = xreallocarray(*v, *n == 0 ? 1 : *n * 2, item);
		*v = p;
	}
	p = *v;
	if (rbuf_host(&body, p + *n * item, item) == -1)
		fatal("an image that was checked has a short record");
	(*n)++;
}

#define APPEND(c, member, body)	do {					\
	void *list_ = (c)->member;					\
	append(&list_, &(c)->n##member, sizeof(*(c)->member), (body));	\
	(c)->member = list_;						\
} while (0)

static void
read_image(struct config *c, const struct conf_image *img)
{
	struct rbuf body;
	size_t at = 0;
	int type;

	while ((type = conf_image_next(img, &at, &body)) != 0) {
		switch (type) {
		case CONF_GLOBAL:
			(void)rbuf_host(&body, &c->global, sizeof(c->global));
			break;
		case CONF_LISTEN:
			APPEND(c, listens, body);
			break;
		case CONF_RULE:
			APPEND(c, rules, body);
			break;
		case CONF_PROCESS:
			APPEND(c, processes, body);
			break;
		case CONF_NEIGHBOR:
			APPEND(c, neighbors, body);
			break;
		default:	/* the engines' part */
			break;
		}
	}
	c->nroutes = img->nroutes;
	c->others = img->others;
}

static int
by_id(const void *a, const void *b)
{
	const struct conf_neighbor *na = a, *nb = b;

	return na->id < nb->id ? -1 : na->id > nb->id;
}

struct config *
config_take(int fd, struct key_set *keys, char *why, size_t size)
{
	struct conf_image img;
	struct config *c;

	c = xcalloc(1, sizeof(*c));
	c->fd = fd;
	c->keys = keys;
	if (conf_image_open(fd, &img, why, size) == -1) {
		config_free(c);
		return NULL;
	}
	read_image(c, &img);
	conf_image_close(&img);
	if (c->nneighbors > 0)
		qsort(c->neighbors, c->nneighbors, sizeof(*c->neighbors),
		    by_id);
	return c;
}

void
config_free(struct config *c)
{
	if (c == NULL)
		return;
	if (c->fd != -1)
		(void)close(c->fd);
	key_set_free(c->keys);
	free(c->neighbors);
	free(c->listens);
	free(c->rules);
	free(c->processes);
	free(c);
}

const struct conf_neighbor *
config_neighbor(const struct config *c, uint32_t id)
{
	size_t hi = c->nneighbors, lo = 0, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (c->neighbors[mid].id == id)
			return &c->neighbors[mid];
		if (c->neighbors[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* Arrays of records without pointers. */
static bool
differ(const void *a, size_t na, const void *b, size_t nb, size_t item)
{
	return na != nb || (na > 0 && memcmp(a, b, na * item) != 0);
}

#define DIFFER(a, b, member)						\
	differ((a)->member, (a)->n##member,				\
	    (b)->member, (b)->n##member, sizeof(*(a)->member))
#define TEXT_DIFFERS(a, b, member)					\
	(strcmp((a)->global.member, (b)->global.member) != 0)

uint32_t
config_settings(const struct config *a, const struct config *b)
{
	const bool differs[CONF_SETTING_MAX] = {
		[CONF_SETTING_LISTEN] = DIFFER(a, b, listens),
		[CONF_SETTING_CONTROL] = DIFFER(a, b, rules) ||
		    TEXT_DIFFERS(a, b, socket) ||
		    TEXT_DIFFERS(a, b, socket_group),
		[CONF_SETTING_LOG] =
		    a->global.log_syslog != b->global.log_syslog ||
		    a->global.log_verbose != b->global.log_verbose,
		[CONF_SETTING_USER] = TEXT_DIFFERS(a, b, user_session) ||
		    TEXT_DIFFERS(a, b, user_rde) ||
		    TEXT_DIFFERS(a, b, user_programs),
		[CONF_SETTING_PROCESS] = DIFFER(a, b, processes),
	};
	uint32_t settings = 0;
	unsigned i;

	for (i = 0; i < CONF_SETTING_MAX; i++)
		settings |= (uint32_t)differs[i] << i;
	return settings;
}

/* "; listen, log changed", or nothing. */
static void
describe_settings(uint32_t settings, struct wbuf *w)
{
	const char *sep = "; ";
	unsigned i;

	for (i = 0; conf_diff_setting(i) != NULL; i++) {
		if ((settings >> i & 1) == 0)
			continue;
		wbuf_printf(w, "%s%s", sep, conf_diff_setting(i));
		sep = ", ";
	}
	if (settings != 0)
		wbuf_str(w, " changed");
}

static void
describe_routes(const struct config *c, const struct pe_done *routes,
    struct wbuf *w)
{
	if (routes->counted)
		wbuf_printf(w, "; routes %u added, %u removed, %u changed",
		    routes->added, routes->removed, routes->changed);
	else	/* the route engine began anew meanwhile */
		wbuf_printf(w, "; routes %u, not compared", c->nroutes);
}

void
config_describe(const struct config *old, const struct config *c,
    const struct pe_done *routes, char *buf, size_t size)
{
	const struct conf_neighbor *n, *was;
	size_t added = 0, changed = 0, i, kept = 0;
	struct wbuf w;

	for (i = 0; i < c->nneighbors; i++) {
		n = &c->neighbors[i];
		was = config_neighbor(old, n->id);
		if (was == NULL) {
			added++;
			continue;
		}
		kept++;
		if (memcmp(n, was, sizeof(*n)) != 0 ||
		    !key_set_same(old->keys, n->id, c->keys, n->id))
			changed++;
	}
	wbuf_fixed(&w, buf, size - 1);
	wbuf_printf(&w, "neighbors %zu added, %zu removed, %zu changed",
	    added, old->nneighbors - kept, changed);
	describe_routes(c, routes, &w);
	describe_settings(config_settings(old, c), &w);
	buf[w.len] = '\0';
}
