// What the SDK's declarations lack: they say `number` for int64, uint64 and float alike. The service's published
// description tells them apart; most field names have one kind wherever they stand.
//
// A line is a field name, then the types in which it is of this kind (none: in all), or with "!" the types in which
// it is not. A line that begins with spaces continues the one before.

/** Fields that are floats. */
const FLOATS = `
AdMarkerTime
AudioBeginTime
AudioDuration
AudioEndTime
AudioLength
BoardAlpha
BoundingBox
ChannelVolume
Confidence !QualityControlItem
Duration AiContentReviewResult MediaAiAnalysisHighlightItem MediaMetaData MediaTranscodeItem
EdgeBlendingIntensity
End
EndPTSTime
EndPtsOffset
EndPtsTime
EndTime VideoComprehensionResultItem
EndTimeOffset
FontAlpha
HeadTimeOffset
Intensity
LeftTopX
LeftTopY
Loudness
MidFillRate
OutlineAlpha
OutlineWidth
PacketLossRate
Percent
PreReplaceRate
Quality !ImageEncodeConfig !ImageProcessOutputConfig
QualityEvaluationMeanOpinionScore
ReplacedTime
Result
RetransmitRate
RightBottomX
RightBottomY
RotateAngle
SampleRate AiContentReviewResult
Score
ShadowAlpha
ShadowWidth
Start !UsageDetail
StartPTSTime
StartPtsOffset
StartPtsTime
StartTime VideoComprehensionResultItem
StartTimeOffset
TailTimeOffset
TimeOffset
TimeOffsetSet
Timestamp DiagnoseResult
TimestampSet
VideoDuration
Volume
`;

/** Fields that are unsigned integers. */
const UNSIGNED = `
ADMarkerFound
AdRequestFail
AdRequestSuccess
AdTriggers
BeginMs
BoundingBoxUnitType
BufferTime
CheckDuration
CheckInterval
CirclesNumber
Code
ColumnCount
Complete
ContentAdaptStream
Count !TaskStatDataItem
CreateTime
Definition AdaptiveDynamicStreamingTaskInput AdaptiveDynamicStreamingTemplate
  AiAnalysisTaskClassificationInput AiAnalysisTaskCoverInput AiAnalysisTaskCutoutInput
  AiAnalysisTaskDelLogoInput AiAnalysisTaskDescriptionInput AiAnalysisTaskDubbingInput
  AiAnalysisTaskFrameTagInput AiAnalysisTaskHeadTailInput AiAnalysisTaskHighlightInput
  AiAnalysisTaskHorizontalToVerticalInput AiAnalysisTaskInput AiAnalysisTaskReelInput
  AiAnalysisTaskSegmentInput AiAnalysisTaskTagInput AiAnalysisTaskVideoComprehensionInput
  AiAnalysisTaskVideoRemakeInput AiContentReviewTaskInput AiQualityControlTaskInput AiRecognitionTaskInput
  AiReviewPoliticalAsrTaskInput AiReviewPoliticalOcrTaskInput AiReviewPoliticalTaskInput
  AiReviewPornAsrTaskInput AiReviewPornOcrTaskInput AiReviewPornTaskInput AiReviewProhibitedAsrTaskInput
  AiReviewProhibitedOcrTaskInput AiReviewTerrorismOcrTaskInput AiReviewTerrorismTaskInput
  AnimatedGraphicTaskInput AnimatedGraphicsTemplate BlindWatermarkInput
  CreateAdaptiveDynamicStreamingTemplateResponse CreateAnimatedGraphicsTemplateResponse
  CreateImageSpriteTemplateResponse CreateSampleSnapshotTemplateResponse
  CreateSnapshotByTimeOffsetTemplateResponse DeleteAdaptiveDynamicStreamingTemplateRequest
  DeleteAnimatedGraphicsTemplateRequest DeleteImageSpriteTemplateRequest
  DeleteQualityControlTemplateRequest DeleteSampleSnapshotTemplateRequest
  DeleteSnapshotByTimeOffsetTemplateRequest EvaluationTemplateInputInfo ImageSpriteTaskInput
  ImageSpriteTemplate LiveSmartSubtitlesTaskInput ModifyAdaptiveDynamicStreamingTemplateRequest
  ModifyAnimatedGraphicsTemplateRequest ModifyImageSpriteTemplateRequest
  ModifySampleSnapshotTemplateRequest ModifySnapshotByTimeOffsetTemplateRequest ProcessImageRequest
  SampleSnapshotTaskInput SampleSnapshotTemplate SmartSubtitlesTaskInput SnapshotByTimeOffsetTaskInput
  SnapshotByTimeOffsetTemplate TranscodeTaskInput WatermarkInput
Definitions DescribeAdaptiveDynamicStreamingTemplatesRequest DescribeAnimatedGraphicsTemplatesRequest
  DescribeImageSpriteTemplatesRequest DescribeSampleSnapshotTemplatesRequest
  DescribeSnapshotByTimeOffsetTemplatesRequest
DeliveryRestrictions
DisableHigherVideoBitrate
DisableHigherVideoResolution
Duration FissionTaskInfo PlaybackInfo PlaybackInfoReq QualityControlItemConfig
EmptyVASTResponse
EmptyVMAPResponse
EndFrameIndex
EndMs
EndOffset
EndTime !VideoComprehensionResultItem
ErrorAdsTimeout
FilledAvail
FirstQuarter
Fps AnimatedGraphicsTemplate CreateAnimatedGraphicsTemplateRequest FrameRateConfig
  ModifyAnimatedGraphicsTemplateRequest
Gop
Height !AdvancedSuperResolutionConfig !AiExpansionConfig !ComposeCanvas !DetectVideoSubtitleAreaResponse
  !MediaAnimatedGraphicsItem !MediaImageSpriteItem !MediaMetaData !MediaTranscodeItem
  !MediaVideoStreamItem
HlsTime
Id
Impression
Increment
Index
InitialValue
InputTokens
IntervalTime
LastModifiedTime
Limit !DescribeLiveRecordTemplatesRequest !DescribeWorkflowsRequest
LongSide !AdvancedSuperResolutionConfig
MakeAdsRequest
MaxConcurrent
Midpoint
MinLength
Offset !DescribeLiveRecordTemplatesRequest !DescribeWorkflowsRequest
OrderType !DescribeProcessImageTemplatesRequest
OutputTokens
PageNum !DescribeAigcTaskListRequest !DescribeAigcTaskListResponse
  !DescribeStreamLinkEventAttachedFlowsRequest !DescribeStreamLinkEventsRequest
  !DescribeStreamLinkEventsResponse !DescribeStreamLinkFlowLogsRequest !DescribeStreamLinkFlowLogsResponse
  !DescribeStreamLinkFlowsRequest !DescribeStreamLinkFlowsResponse
PageSize !DescribeAigcTaskListRequest !DescribeAigcTaskListResponse
  !DescribeStreamLinkEventAttachedFlowsRequest !DescribeStreamLinkEventsRequest
  !DescribeStreamLinkEventsResponse !DescribeStreamLinkFlowLogsRequest !DescribeStreamLinkFlowLogsResponse
  !DescribeStreamLinkFlowsRequest !DescribeStreamLinkFlowsResponse !QueryProjectRequest
PreReplacedNum
PreReqNum
ProcessType
Progress !ImageProcessTaskResult !MediaProcessTaskTranscodeResult !ScheduleQualityControlTaskResult
PureAudio
RecordOver
RemoveAudio AdaptiveStreamTemplate OverrideTranscodeParameter
RemoveVideo AdaptiveStreamTemplate OverrideTranscodeParameter
RowCount
SCTE35AdType
SampleHeight !SubtitleEmbedConfig
SampleInterval
SampleRate AudioTemplateInfo AudioTemplateInfoForUpdate
SampleWidth !SubtitleEmbedConfig
ScheduleId ProcessImageRequest
ShortSide !AdvancedSuperResolutionConfig
SkipDuration
SplitCount
Start UsageDetail
StartFrameIndex
StartOffset
StartTime !VideoComprehensionResultItem
Status !DescribeSSAIActivateStateResponse !DescribeStreamLinkActivateStateResponse
  !DescribeStreamPackageActivateStateResponse
SubAppId
SubtitleEmbedId SmartEraseSubtitleConfig
ThirdQuarter
Threshold
TimeWindow
TimeWindows
TotalCount !DescribeAsrHotwordsListResponse !DescribeImageTasksResponse
  !DescribeLiveRecordTemplatesResponse !DescribeVoicesResponse !MediaImageSpriteItem
TotalNum !DescribeStreamLinkEventAttachedFlowsResponse !DescribeStreamLinkEventsResponse
  !DescribeStreamLinkFlowLogsResponse !DescribeStreamLinkFlowsResponse
TotalPage !DescribeStreamLinkEventsResponse !DescribeStreamLinkFlowLogsResponse
  !DescribeStreamLinkFlowsResponse
TotalTokens
Type
Types
Unit
UpdateTime
VASTResponse
Vcrf
WarningNoAd
Width !AdvancedSuperResolutionConfig !AiExpansionConfig !ComposeCanvas !DetectVideoSubtitleAreaResponse
  !MediaAnimatedGraphicsItem !MediaImageSpriteItem !MediaMetaData !MediaTranscodeItem
  !MediaVideoStreamItem
Windows !DashManifestInfo
WordCount
`;

export type NumberKind = 'float' | 'unsigned' | 'integer';

const floats = parse(FLOATS);
const unsigned = parse(UNSIGNED);

/** The kind of a numeric field. */
export function numberKind(type: string, field: string): NumberKind {
  if (isListed(floats, type, field)) return 'float';
  return isListed(unsigned, type, field) ? 'unsigned' : 'integer';
}

function parse(text: string): Map<string, string[]> {
  const lines = text.replaceAll('\n  ', ' ').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [field, ...types] = line.split(' ');
      return [field!, types];
    }),
  );
}

function isListed(table: Map<string, string[]>, type: string, field: string): boolean {
  const types = table.get(field);
  if (!types) return false;
  if (types.length === 0 || types.includes(type)) return true;
  return types[0]!.startsWith('!') && !types.includes(`!${type}`);
}
