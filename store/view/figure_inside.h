/* figure_inside.h - what the files of the figures share. */
#ifndef STORE_VIEW_FIGURE_INSIDE_H
#define STORE_VIEW_FIGURE_INSIDE_H

#include "store/record/inner.h"
#include "store/view/figure.h"
#include "store/view/stat.h"

#endif
