import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { HatchPattern } from './charts/hatch-pattern.js';
import { LoadingBlocks } from './notices/loading-blocks.js';
import { TopBar } from './shell/top-bar.js';

const OverviewPage = lazy(() => import('./overview/overview-page.js'));
const IndexPage = lazy(() => import('./index-page/index-page.js'));
const UnitsPage = lazy(() => import('./unit-page/units-page.js'));
const UnitPage = lazy(() => import('./unit-page/unit-page.js'));
const SeriesPage = lazy(() => import('./series-page/series-page.js'));
const ScorePage = lazy(() => import('./score-tree/score-page.js'));
const AlertsPage = lazy(() => import('./alerts/alerts-page.js'));
const NotFoundPage = lazy(() => import('./notices/not-found-page.js'));

/** Addresses of the page; each screen is loaded when it is first opened. */
export function App() {
  return (
    <>
      <HatchPattern />
      <TopBar />
      <Suspense fallback={<LoadingBlocks />}>
        <Switch>
          <Route path="/" component={OverviewPage} />
          <Route path="/indices/:index">{({ index }) => <IndexPage key={index} index={index} />}</Route>
          <Route path="/units" component={UnitsPage} />
          <Route path="/units/:unit">{({ unit }) => <UnitPage unit={unit} />}</Route>
          <Route path="/series/:subject/:unit">
            {({ subject, unit }) => <SeriesPage subject={subject} unit={unit} />}
          </Route>
          <Route path="/scores/:index/:unit/:period">
            {({ index, unit, period }) => <ScorePage index={index} unit={unit} period={period} />}
          </Route>
          <Route path="/alerts">
            <AlertsPage />
          </Route>
          <Route path="/alerts/:id">{({ id }) => <AlertsPage id={id} />}</Route>
          <Route path="/overview">
            <Redirect to="/" replace />
          </Route>
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
    </>
  );
}
