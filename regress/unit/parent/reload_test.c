/* SPDX-License-Identifier: ISC */
/* Reloads of files, one after another; no engine is there to object. */
#include <sys/stat.h>

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "base/log.h"
#include "config/conf_image.h"
#include "reload.h"

struct test {
	struct loop		*loop;
	struct listeners	*listeners;
	struct rollout		*rollout;
	struct reload		*reload;
	struct options		 options;
	char			 file[2][32];
	uint32_t		 served;
	unsigned		 dones;
	unsigned		 stop_at;
	bool			 ok;
	char			 text[4096];
};

static void
quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static void
changed(void *arg, const struct config *old, const char *why)
{
	struct test *t = arg;

	reload_changed(t->reload, old, why);
}

static void
done(void *arg, uint32_t served, bool ok, const char *text)
{
	struct test *t = arg;

	t->served = served;
	t->ok = ok;
	strlcpy(t->text, text, sizeof(t->text));
	if (++t->dones == t->stop_at)
		loop_stop(t->loop);
}

static void
fill(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static struct config *
empty(void)
{
	const struct conf_global g = { .log_syslog = 0 };
	struct conf_writer *w = conf_writer_new();
	struct config *c;
	char why[128];
	int fd;

	conf_writer_put(w, CONF_GLOBAL, &g, sizeof(g));
	fd = conf_writer_finish(w);
	conf_writer_free(w);
	c = config_take(fd, key_set_new(), why, sizeof(why));
	assert_non_null(c);
	return c;
}

static void
begin(struct test *t)
{
	static const struct listen_ops lops = { .arg = NULL };
	const struct rollout_ops rops = { .changed = changed, .arg = t };
	const struct reload_ops ops = { done, t };
	int i, fd;

	memset(t, 0, sizeof(*t));
	log_set_sink(quiet, NULL);
	for (i = 0; i < 2; i++) {
		strlcpy(t->file[i], "/tmp/reload-XXXXXX", 32);
		fd = mkstemp(t->file[i]);
		assert_int_equal(fchmod(fd, 0644), 0);
		close(fd);
		t->options.files[i] = t->file[i];
	}
	t->options.nfiles = 2;
	t->loop = loop_new();
	t->listeners = listeners_new(t->loop, &t->options, &lops);
	t->rollout = rollout_new(t->loop, t->listeners, empty(), &rops);
	t->reload = reload_new(t->loop, &t->options, -1, &ops);
	reload_set_rollout(t->reload, t->rollout);
}

static void
end(struct test *t)
{
	reload_free(t->reload);
	rollout_free(t->rollout);
	listeners_free(t->listeners);
	loop_free(t->loop);
	unlink(t->file[0]);
	unlink(t->file[1]);
	log_set_sink(NULL, NULL);
}

static void
run(struct test *t, unsigned dones)
{
	t->stop_at = t->dones + dones;
	loop_run(t->loop);
}

#define NEIGHBOR(a) "neighbor " a " { router-id 192.0.2.9;"		\
	" local-address 192.0.2.9; local-as 64500; peer-as 64501; }\n"

static void
what_changed_is_told(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	fill(t.file[0], NEIGHBOR("192.0.2.1") NEIGHBOR("192.0.2.2"));
	assert_int_equal(reload_request(t.reload, false), 1);
	run(&t, 1);
	assert_true(t.ok);
	assert_int_equal(t.served, 1);
	assert_non_null(strstr(t.text, "2 added"));
	assert_int_equal(rollout_current(t.rollout)->nneighbors, 2);
	end(&t);
}

static void
errors_leave_what_is_in_force(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	fill(t.file[0], NEIGHBOR("192.0.2.1"));
	reload_request(t.reload, false);
	run(&t, 1);
	fill(t.file[0], "nonsense;\nnonsense;\n");
	reload_request(t.reload, false);
	run(&t, 1);
	assert_false(t.ok);
	assert_non_null(strstr(t.text, ":1:1: "));
	assert_non_null(strstr(t.text, ":2:1: "));
	assert_int_equal(rollout_current(t.rollout)->nneighbors, 1);
	end(&t);
}

static void
requests_that_wait_are_served_together(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	fill(t.file[0], NEIGHBOR("192.0.2.1"));
	fill(t.file[1], NEIGHBOR("192.0.2.2") NEIGHBOR("192.0.2.3"));
	assert_int_equal(reload_request(t.reload, false), 1);
	assert_int_equal(reload_request(t.reload, false), 2);
	assert_int_equal(reload_request(t.reload, true), 3);
	run(&t, 1);
	assert_int_equal(t.served, 1);
	run(&t, 1);
	assert_int_equal(t.served, 3);
	assert_int_equal(t.dones, 2);
	/* The last of them took the next file of the ring. */
	assert_int_equal(rollout_current(t.rollout)->nneighbors, 2);
	end(&t);
}

static void
with_rotate_each_takes_the_next(void **state)
{
	struct test t;

	(void)state;
	begin(&t);
	t.options.rotate = true;
	fill(t.file[0], NEIGHBOR("192.0.2.1"));
	fill(t.file[1], NEIGHBOR("192.0.2.2") NEIGHBOR("192.0.2.3"));
	reload_request(t.reload, false);
	run(&t, 1);
	assert_int_equal(rollout_current(t.rollout)->nneighbors, 2);
	reload_request(t.reload, false);
	run(&t, 1);
	assert_int_equal(rollout_current(t.rollout)->nneighbors, 1);
	end(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_changed_is_told),
		cmocka_unit_test(errors_leave_what_is_in_force),
		cmocka_unit_test(requests_that_wait_are_served_together),
		cmocka_unit_test(with_rotate_each_takes_the_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
