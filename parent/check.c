/* SPDX-License-Identifier: ISC */
/*
 * Checks every file of the ring as the daemon would read it, then what it asks
 * of this host.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "base/loop.h"
#include "base/wbuf.h"
#include "check.h"
#include "config/conf_image_routes.h"
#include "config/conf_parse.h"
#include "config_load.h"
#include "host.h"

static const size_t text_max = (size_t)1 << 30;

struct check_run {
	const struct options	*options;
	const char		*file;
	struct loop		*loop;
	struct config		*config;
	unsigned		 errors;
};

static void
report(void *arg, bool warning, const char *line)
{
	struct check_run *r = arg;

	if (!warning)
		r->errors++;
	(void)fprintf(stderr, "%s\n", line);
}

static void
done(void *arg, struct config *c)
{
	struct check_run *r = arg;

	r->config = c;
	loop_stop(r->loop);
}

static void
fact(void *arg, const char *text)
{
	struct check_run *r = arg;
	bool strict = r->options->check > 1;

	if (strict)
		r->errors++;
	(void)fprintf(stderr, "%s: %s%s\n", r->file, strict ? "" :
	    "warning: ", text);
}

/* Keys are root's to see. */
static void
print(struct check_run *r)
{
	const struct key_set *keys = r->config->keys;
	struct conf_image img;
	struct wbuf out;
	char why[128];
	bool root = geteuid() == 0;

	if (conf_image_open(r->config->fd, &img, why, sizeof(why)) == -1) {
		report(r, false, why);
		return;
	}
	if (conf_image_check_routes(&img, why, sizeof(why)) == -1) {
		report(r, false, why);
		conf_image_close(&img);
		return;
	}
	wbuf_growable(&out, text_max);
	conf_print(&out, &img, root ? key_set_all(keys) : NULL,
	    root ? key_set_count(keys) : 0);
	if (out.failed || fwrite(out.p, 1, out.len, stdout) != out.len ||
	    fflush(stdout) == EOF)
		report(r, false, "the canonical form could not be written");
	wbuf_free(&out);
	conf_image_close(&img);
}

static unsigned
check_file(const struct options *o, const char *file)
{
	struct check_run r = { .options = o, .file = file };
	const struct config_load_ops ops = {
		.report = report, .done = done, .arg = &r
	};

	r.loop = loop_new();
	(void)config_load_start(r.loop, file, NULL, -1, NULL, &ops);
	loop_run(r.loop);
	if (r.config != NULL) {
		/* As in a daemon that goes through the ring. */
		conf_others_take(&r.config->others);
		(void)host_check(r.config, file, fact, &r);
		if (o->verbose && r.errors == 0)
			print(&r);
		config_free(r.config);
	}
	loop_free(r.loop);
	return r.errors;
}

int
check_files(const struct options *o)
{
	unsigned errors, all = 0;
	size_t i;

	for (i = 0; i < o->nfiles; i++) {
		errors = check_file(o, o->files[i]);
		if (errors == 0)
			(void)fprintf(stderr, "%s: configuration OK\n",
			    o->files[i]);
		all += errors;
	}
	return all == 0 ? 0 : 1;
}
