/* SPDX-License-Identifier: ISC */
/* Whole MRT records out of a file, one after the other. */
#ifndef CTL_MRT_READER_H
#define CTL_MRT_READER_H

#include <stddef.h>
#include <stdint.h>

#include "mrt.h"
#include "mrt_file.h"

/*
 * The longest that is taken.  No table of a real router comes near it: one
 * prefix would have a hundred thousand paths.
 */
enum { MRT_RECORD_MAX = 32 * 1024 * 1024 };

enum mrt_next {
	MRT_NEXT,	/* a record */
	MRT_END,
	MRT_CUT,	/* the file ends inside a record */
	MRT_TOO_LONG,	/* nothing behind it can be found */
	MRT_ERROR,	/* of the file: its why */
};

struct mrt_reader {
	struct mrt_file	*file;
	uint8_t		*buf;
	size_t		 size;
	size_t		 at;		/* the next record */
	size_t		 len;
	uint64_t	 number;	/* records so far */
};

void	mrt_reader_init(struct mrt_reader *r, struct mrt_file *file);
void	mrt_reader_free(struct mrt_reader *r);
/* What *record points to lives until the next call. */
enum mrt_next mrt_reader_next(struct mrt_reader *r,
	    struct mrt_record *record);

#endif
